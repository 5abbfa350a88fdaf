package io.cartelem.app.alert;

import io.cartelem.app.alert.RuleDraft.Field;
import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.alert.AlertBook;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.alert.AlertRule;
import io.cartelem.core.alert.AlertRule.Kind;
import io.cartelem.core.gps.GpsChannels;
import io.cartelem.core.live.LiveValue;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.obd.pid.PidTable;
import io.cartelem.core.obd.pid.PidValue;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// The rules that raise alerts, and the one that is being written. FX thread; the file is written
/// in the background.
public final class RulesModel {
    private static final String OBD = "obd";

    /// Channels that are offered also while no car is connected.
    private static final List<String> USUAL_CHANNELS =
            List.of(
                    "obd.COOLANT_TEMP",
                    "obd.engine_oil_temperature",
                    "obd.INTAKE_TEMP",
                    "obd.battery_voltage",
                    "obd.RPM",
                    "obd.SPEED",
                    "obd.FUEL_LEVEL",
                    "gps.speed_kph",
                    "gps.latitude",
                    "gps.hdop");

    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final Presentation presentation;
    private final ObservableList<AlertRule> rules = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable RuleDraft> draft = new ReadOnlyObjectWrapper<>();
    private final ObservableMap<Field, String> problems = FXCollections.observableHashMap();
    private final ObservableList<String> channels = FXCollections.observableArrayList();

    public RulesModel(
            Desk desk, Background background, Notices notices, Presentation presentation) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
        presentation.unitsProperty().addListener((p, old, now) -> refresh());
    }

    /// Looks at the rules again, which may have been changed over the network.
    public void refresh() {
        List<AlertRule> now = book().map(AlertBook::all).orElse(List.of());
        rules.setAll(now);
        TreeSet<String> known = new TreeSet<>(USUAL_CHANNELS);
        desk.live().latest().stream()
                .map(LiveValue::channel)
                .filter(channel -> channel.kind() == ValueKind.NUMBER)
                .forEach(channel -> known.add(channel.id()));
        if (!channels.equals(List.copyOf(known))) {
            channels.setAll(known);
        }
    }

    /// Opens an empty form.
    public void add() {
        problems.clear();
        draft.set(RuleDraft.EMPTY);
    }

    /// Opens the form with a rule.
    public void edit(AlertRule rule) {
        problems.clear();
        draft.set(RuleDraft.of(rule, measure(rule.channel())));
    }

    public void cancel() {
        problems.clear();
        draft.set(null);
    }

    /// Keeps what was typed, or says at the fields what is wrong with it. Takes effect at once.
    public void save(RuleDraft typed) {
        problems.clear();
        typed.problems().forEach((field, key) -> problems.put(field, presentation.text(key)));
        if (!problems.isEmpty()) {
            return;
        }
        AlertRule rule =
                typed.rule(
                        typed.id().isEmpty() ? freeId(typed.name()) : typed.id(),
                        measure(typed.channel().strip()));
        change(
                book -> book.put(rule),
                () -> {
                    draft.set(null);
                    notices.done(presentation.text("rules.saved", rule.name()));
                });
    }

    /// Lets a rule watch or rest.
    public void enable(AlertRule rule, boolean on) {
        if (rule.enabled() != on) {
            change(book -> book.put(rule.enabled(on)), () -> {});
        }
    }

    /// Deletes a rule, which can be taken back.
    public void remove(AlertRule rule) {
        change(
                book -> book.remove(rule.id()),
                () ->
                        notices.done(
                                presentation.text("rules.removed", words(rule.name())),
                                presentation.text("undo"),
                                () -> change(book -> book.put(rule), () -> {})));
    }

    /// Goes back to the usual rules, which can be taken back.
    public void reset() {
        List<AlertRule> before = List.copyOf(rules);
        change(
                AlertBook::reset,
                () -> {
                    draft.set(null);
                    notices.done(
                            presentation.text("rules.were_reset"),
                            presentation.text("undo"),
                            () -> change(book -> restore(book, before), () -> {}));
                });
    }

    private static void restore(AlertBook book, List<AlertRule> before) {
        book.all().forEach(rule -> book.remove(rule.id()));
        before.forEach(book::put);
    }

    /// What a rule waits for: `Coolant above 110 °C for 3 s`.
    public String condition(AlertRule rule) {
        Measure measure = measure(rule.channel());
        String unit = measure.symbol().isEmpty() ? "" : " " + measure.symbol();
        RuleDraft shown = RuleDraft.of(rule, measure);
        return presentation.text(
                "rules.when." + rule.kind().name().toLowerCase(Locale.ROOT),
                channelName(rule.channel()),
                shown.limit() + unit,
                shown.seconds());
    }

    /// A rule's name; the usual ones are known in the person's language.
    public String name(AlertRule rule) {
        return words(rule.name());
    }

    /// The unit in which a limit of that kind is typed, empty if the channel is not known.
    public String unit(String channelId, Kind kind) {
        String symbol = measure(channelId.strip()).symbol();
        return RuleDraft.isRate(kind) && !symbol.isEmpty() ? symbol + "/s" : symbol;
    }

    /// A channel's name for a person, empty for what is none.
    public String channelName(String id) {
        int dot = id.indexOf('.');
        return dot <= 0 || dot == id.length() - 1
                ? ""
                : presentation.texts().channel(id.substring(0, dot), id.substring(dot + 1));
    }

    /// Whether there is anything that raises alerts.
    public boolean available() {
        return book().isPresent();
    }

    public ObservableList<AlertRule> rules() {
        return rules;
    }

    /// Ids of channels that can be watched.
    public ObservableList<String> channels() {
        return channels;
    }

    /// What the form begins with, null while it is closed.
    public ReadOnlyObjectProperty<@Nullable RuleDraft> draftProperty() {
        return draft.getReadOnlyProperty();
    }

    /// What is wrong with the form, a sentence for each field.
    public ObservableMap<Field, String> problems() {
        return problems;
    }

    private interface Change {
        void on(AlertBook book);
    }

    private void change(Change wanted, Runnable then) {
        background.perform(
                () -> book().ifPresent(wanted::on),
                () -> {
                    refresh();
                    then.run();
                },
                notices::trouble);
    }

    private Optional<AlertBook> book() {
        return desk.alerts().map(AlertEngine::book);
    }

    private String words(String english) {
        return presentation.texts().sentence(english);
    }

    private Measure measure(String channelId) {
        String unit = channel(channelId).map(Channel::unit).orElse("");
        return presentation.units().measure(unit);
    }

    /// As it is measured now, else as its source would measure it.
    private Optional<Channel> channel(String id) {
        Optional<Channel> live = desk.live().latest(id).map(LiveValue::channel);
        if (live.isPresent()) {
            return live;
        }
        int dot = id.indexOf('.');
        String name = id.substring(dot + 1);
        if (id.equals("obd.battery_voltage")) {
            return Optional.of(Channel.number(OBD, name, "V", 1));
        }
        if (dot > 0 && id.substring(0, dot).equals(OBD)) {
            return PidTable.standard().value(name).map(PidValue::channel);
        }
        return GpsChannels.ALL.stream().filter(channel -> channel.id().equals(id)).findFirst();
    }

    private String freeId(String name) {
        String plain =
                Normalizer.normalize(name, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        String base = plain.isEmpty() ? "rule" : plain.substring(0, Math.min(32, plain.length()));
        String id = base;
        for (int i = 2; taken(id); i++) {
            id = base + "-" + i;
        }
        return id;
    }

    private boolean taken(String id) {
        return rules.stream().anyMatch(rule -> rule.id().equals(id));
    }
}
