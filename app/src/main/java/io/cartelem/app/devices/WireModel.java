package io.cartelem.app.devices;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.devices.WireLines.Line;
import io.cartelem.app.fx.Background;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.Transcript;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/// The bytes that pass between a collector and its device. FX thread; looks four times a second
/// while [#update] is called, which is while the page is seen.
public final class WireModel {
    /// More lines nobody scrolls through.
    static final int LIMIT = 400;

    private static final long LOOK_EVERY_NS = 250_000_000L;

    private final Desk desk;
    private final Background.Lane looking;
    private final Notices notices;
    private final ObservableList<String> sources = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable String> source = new SimpleObjectProperty<>();
    private final BooleanProperty paused = new SimpleBooleanProperty();
    private final ObservableList<Line> lines = FXCollections.observableArrayList();
    private long lookedNs = Long.MIN_VALUE;

    public WireModel(Desk desk, Background background, Notices notices) {
        this.desk = desk;
        this.looking = background.lane();
        this.notices = notices;
        source.addListener(
                (p, old, now) -> {
                    lines.clear();
                    paused.set(false);
                    lookedNs = Long.MIN_VALUE;
                });
    }

    public void update(Snapshot snapshot) {
        List<String> present = snapshot.collectors().stream().map(CollectorState::source).toList();
        if (!present.equals(sources)) {
            String chosen = source.get();
            sources.setAll(present);
            source.set(
                    chosen != null && present.contains(chosen)
                            ? chosen
                            : present.stream().findFirst().orElse(null));
        }
        boolean due = lookedNs == Long.MIN_VALUE || snapshot.nowNs() - lookedNs >= LOOK_EVERY_NS;
        if (due && !paused.get()) {
            lookedNs = snapshot.nowNs();
            look(snapshot.midnightNs());
        }
    }

    /// The sources that have a collector.
    public ObservableList<String> sources() {
        return sources;
    }

    /// The source whose bytes are shown, null if there is none.
    public ObjectProperty<@Nullable String> sourceProperty() {
        return source;
    }

    /// Whether the lines stand still.
    public BooleanProperty pausedProperty() {
        return paused;
    }

    /// At most [#LIMIT] lines, oldest first.
    ObservableList<Line> lines() {
        return lines;
    }

    /// All lines as text, for the clipboard.
    String text() {
        return lines.stream()
                .map(line -> "%-14s %s %s".formatted(line.time(), line.arrow(), line.text()))
                .collect(Collectors.joining("\n"));
    }

    private void look(long midnightNs) {
        String chosen = source.get();
        if (chosen == null) {
            return;
        }
        looking.<List<Line>>ask(
                () -> {
                    List<Transcript.Entry> entries = desk.transcript(chosen);
                    return WireLines.last(entries, midnightNs, LIMIT);
                },
                fresh -> {
                    if (chosen.equals(source.get()) && !paused.get() && !fresh.equals(lines)) {
                        lines.setAll(fresh);
                    }
                },
                notices::trouble);
    }
}
