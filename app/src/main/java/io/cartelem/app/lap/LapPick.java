package io.cartelem.app.lap;

import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LapService;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The choice of a lap: a session, and then one of its laps. FX thread.
public final class LapPick {
    private final Supplier<Optional<LapService>> services;
    private final Background.Lane cutting;
    private final Notices notices;
    private final LapWords words;
    private final ObjectProperty<@Nullable SessionChoice> session = new SimpleObjectProperty<>();
    private final ObservableList<LapChoice> laps = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable LapChoice> lap = new SimpleObjectProperty<>();
    private int wanted;

    LapPick(
            Supplier<Optional<LapService>> services,
            Background background,
            Notices notices,
            LapWords words) {
        this.services = services;
        this.cutting = background.lane();
        this.notices = notices;
        this.words = words;
        session.addListener(
                (p, old, now) -> {
                    if (old == null || now == null || old.id() != now.id()) {
                        load(0);
                    }
                });
    }

    /// Chooses a lap of a session.
    void choose(SessionChoice of, int number) {
        SessionChoice before = session.get();
        wanted = number;
        if (before != null && before.id() == of.id()) {
            load(number);
        } else {
            session.set(of);
        }
    }

    /// Asks for the laps anew, as when the track has changed.
    void reload() {
        LapChoice before = lap.get();
        load(before == null ? 0 : before.lap().number());
    }

    private void load(int number) {
        SessionChoice chosen = session.get();
        LapService service = services.get().orElse(null);
        if (number > 0) {
            wanted = number;
        }
        if (chosen == null || service == null) {
            cutting.forget();
            laps.clear();
            lap.set(null);
            return;
        }
        cutting.<LapTable>ask(
                () -> service.laps(chosen.id()).table(),
                table -> show(chosen.id(), table),
                notices::trouble);
    }

    private void show(long sessionId, LapTable table) {
        List<LapChoice> fresh =
                table.laps().stream()
                        .map(each -> new LapChoice(sessionId, each, words.name(each)))
                        .toList();
        if (!laps.equals(fresh)) {
            laps.setAll(fresh);
        }
        int number = wanted > 0 ? wanted : table.best().map(Lap::number).orElse(1);
        wanted = 0;
        lap.set(
                fresh.stream()
                        .filter(choice -> choice.lap().number() == number)
                        .findFirst()
                        .orElse(fresh.isEmpty() ? null : fresh.getFirst()));
    }

    /// The lap chosen, empty while there is none.
    Optional<LapRef> ref() {
        return Optional.ofNullable(lap.get())
                .map(choice -> new LapRef(choice.sessionId(), choice.lap().number()));
    }

    /// The session whose laps can be chosen.
    public ObjectProperty<@Nullable SessionChoice> sessionProperty() {
        return session;
    }

    public ObservableList<LapChoice> laps() {
        return laps;
    }

    public ObjectProperty<@Nullable LapChoice> lapProperty() {
        return lap;
    }
}
