package io.cartelem.app.live;

import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.text.CollectorWords;
import io.cartelem.app.text.Mood;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.collect.CollectorState;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import java.util.List;
import java.util.Optional;

/// A status card: a few values of one subject, and in words how their source is.
public final class CardModel {
    private final Presentation presentation;
    private final String key;
    private final String source;
    private final ReadoutModel main;
    private final List<ReadoutModel> others;
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Mood> mood = new ReadOnlyObjectWrapper<>(Mood.IDLE);

    /// @param key the card's name in the texts, for example `gps`
    /// @param source the source whose collector is told about, empty for none
    CardModel(
            Presentation presentation,
            String key,
            String source,
            ReadoutModel main,
            List<ReadoutModel> others) {
        this.presentation = presentation;
        this.key = key;
        this.source = source;
        this.main = main;
        this.others = List.copyOf(others);
    }

    void update(Snapshot snapshot) {
        main.update(snapshot);
        others.forEach(other -> other.update(snapshot));
        if (source.isEmpty()) {
            return;
        }
        Optional<CollectorState> collector = snapshot.bringer(source);
        mood.set(Mood.of(collector));
        state.set(
                collector
                        .map(c -> CollectorWords.brief(c, presentation.texts()))
                        .orElseGet(() -> presentation.text("collector.none")));
        boolean empty = !main.known() && others.stream().noneMatch(ReadoutModel::known);
        hint.set(empty ? reason(collector) : "");
    }

    private String reason(Optional<CollectorState> collector) {
        return collector
                .map(c -> CollectorWords.sentence(c, presentation.texts()))
                .orElseGet(() -> presentation.text("card." + key + ".none"));
    }

    public String title() {
        return presentation.text("card." + key);
    }

    /// The card's name in the texts and in style classes.
    public String key() {
        return key;
    }

    /// The value that is shown large.
    public ReadoutModel main() {
        return main;
    }

    public List<ReadoutModel> others() {
        return others;
    }

    /// How the source is, in two or three words.
    public ReadOnlyStringProperty stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Why the card is empty, in a sentence; empty when it is not.
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Mood> moodProperty() {
        return mood.getReadOnlyProperty();
    }
}
