package io.cartelem.app.devices;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SensorAccess;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.collect.Transcript;
import io.cartelem.core.sensor.LineSplitter;
import io.cartelem.core.sensor.SensorDefinition;
import io.cartelem.core.sensor.SensorFile;
import io.cartelem.core.sensor.SensorPreview;
import io.cartelem.core.sensor.SensorProblem;
import io.cartelem.core.sensor.SensorReader;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The user's sensors and the one that is being described. The lines that a sensor says, or that a
/// person writes as an example, are read as the description stands at every change. FX thread;
/// looks for new lines four times a second while [#update] is called.
public final class SensorsModel {
    /// The newest lines that are previewed.
    static final int LINES = 12;

    private static final long LOOK_EVERY_NS = 250_000_000L;

    private final Desk desk;
    private final Background background;
    private final Background.Lane looking;
    private final Notices notices;
    private final Presentation presentation;
    private final ObservableList<SensorFile.Entry> sensors = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable String> editing = new ReadOnlyObjectWrapper<>();
    private final StringProperty description = new SimpleStringProperty("");
    private final StringProperty sample = new SimpleStringProperty("");
    private final ObservableList<String> problems = FXCollections.observableArrayList();
    private final ObservableList<Row> preview = FXCollections.observableArrayList();
    private List<String> heard = List.of();
    private long lookedNs = Long.MIN_VALUE;
    private boolean loaded;

    /// A line and what it means.
    ///
    /// @param meaning its values, or why it has none
    public record Row(
            String line, String meaning, SensorReader.Outcome outcome, boolean doubtful) {}

    public SensorsModel(
            Desk desk, Background background, Notices notices, Presentation presentation) {
        this.desk = desk;
        this.background = background;
        this.looking = background.lane();
        this.notices = notices;
        this.presentation = presentation;
        description.addListener((p, old, now) -> examine());
        sample.addListener((p, old, now) -> examine());
    }

    /// Shows what is in the file; while a sensor is described, also what it says.
    public void update(Snapshot snapshot) {
        if (!loaded) {
            loaded = true;
            refresh();
        }
        String name = editing.get();
        boolean due = lookedNs == Long.MIN_VALUE || snapshot.nowNs() - lookedNs >= LOOK_EVERY_NS;
        if (name != null && !name.isEmpty() && due) {
            lookedNs = snapshot.nowNs();
            looking.<List<String>>ask(
                    () -> said(desk.transcript(name)),
                    lines -> {
                        if (!lines.equals(heard)) {
                            heard = lines;
                            examine();
                        }
                    },
                    notices::trouble);
        }
    }

    /// Reads the file again.
    public void refresh() {
        access().ifPresent(
                        sensorFile ->
                                background.run(
                                        sensorFile::read,
                                        file -> sensors.setAll(file.entries()),
                                        notices::trouble));
    }

    /// Begins to describe a new sensor.
    public void add(SensorTemplate template) {
        begin("", template.description(), template.sample());
    }

    /// Begins to change a sensor.
    public void edit(SensorFile.Entry entry) {
        begin(entry.name(), entry.text(), "");
    }

    private void begin(String name, String text, String line) {
        editing.set(name);
        heard = List.of();
        lookedNs = Long.MIN_VALUE;
        sample.set(line);
        description.set(text);
        examine();
    }

    /// Leaves the file as it is.
    public void cancel() {
        editing.set(null);
    }

    /// Writes the description that is being changed; keeps it open if that fails.
    public void save() {
        String before = editing.get();
        String text = description.get();
        SensorAccess sensorFile = access().orElse(null);
        if (before == null || sensorFile == null || !problems.isEmpty()) {
            return;
        }
        String name = described(text).map(SensorDefinition::name).orElse("");
        background.<SensorFile>run(
                () -> {
                    SensorFile changed = sensorFile.read().with(before, text);
                    long same =
                            changed.entries().stream().filter(e -> e.name().equals(name)).count();
                    if (same > 1) {
                        throw new IOException(presentation.text("sensors.taken", name));
                    }
                    sensorFile.save(changed);
                    return changed;
                },
                file -> {
                    editing.set(null);
                    sensors.setAll(file.entries());
                    notices.done(presentation.text("sensors.saved", name));
                },
                notices::trouble);
    }

    /// Takes a sensor out of the file, and offers to put it back.
    public void remove(SensorFile.Entry entry) {
        change(
                file -> file.without(entry.name()),
                () ->
                        notices.done(
                                presentation.text("sensors.removed", entry.name()),
                                presentation.text("sensors.undo"),
                                () ->
                                        change(
                                                file -> file.with(entry.name(), entry.text()),
                                                () -> {})));
    }

    private interface Change {
        SensorFile of(SensorFile file);
    }

    private void change(Change change, Runnable done) {
        access().ifPresent(
                        sensorFile ->
                                background.<SensorFile>run(
                                        () -> {
                                            SensorFile changed = change.of(sensorFile.read());
                                            sensorFile.save(changed);
                                            return changed;
                                        },
                                        file -> {
                                            sensors.setAll(file.entries());
                                            done.run();
                                        },
                                        notices::trouble));
    }

    /// The sensors in the file's order.
    public ObservableList<SensorFile.Entry> sensors() {
        return sensors;
    }

    /// The name of the sensor that is being described: empty for a new one, null for none.
    public ReadOnlyObjectProperty<@Nullable String> editingProperty() {
        return editing.getReadOnlyProperty();
    }

    /// The description as it stands.
    public StringProperty descriptionProperty() {
        return description;
    }

    /// Lines that a person writes to try the description; if empty, what the sensor says is read.
    public StringProperty sampleProperty() {
        return sample;
    }

    /// Why the description cannot be used; empty if it can.
    public ObservableList<String> problems() {
        return problems;
    }

    /// What becomes of the lines, the newest last.
    public ObservableList<Row> preview() {
        return preview;
    }

    private Optional<SensorAccess> access() {
        return desk.sensors();
    }

    private Optional<SensorDefinition> described(String text) {
        List<SensorFile.Entry> entries = SensorFile.parse(SensorFile.NAME, text).entries();
        return entries.size() == 1
                ? Optional.ofNullable(entries.getFirst().sensor())
                : Optional.empty();
    }

    private void examine() {
        if (editing.get() == null) {
            return;
        }
        SensorFile file = SensorFile.parse(SensorFile.NAME, description.get());
        List<String> wrong = new ArrayList<>();
        file.problems().stream().map(SensorProblem::sentence).forEach(wrong::add);
        file.entries()
                .forEach(
                        e ->
                                e.problems().stream()
                                        .map(SensorProblem::sentence)
                                        .forEach(wrong::add));
        if (wrong.isEmpty() && file.entries().size() != 1) {
            wrong.add(presentation.text("sensors.one"));
        }
        problems.setAll(wrong.stream().map(presentation.texts()::sentence).toList());
        String written = sample.get();
        List<String> lines = written.isBlank() ? heard : written.lines().toList();
        preview.setAll(
                described(description.get())
                        .map(sensor -> SensorPreview.of(sensor, lines, desk.clock()))
                        .orElse(List.of())
                        .stream()
                        .map(this::row)
                        .toList());
    }

    private Row row(SensorPreview.Line line) {
        String values =
                line.values().stream().map(SensorsModel::value).collect(Collectors.joining("   "));
        String remarks =
                line.remarks().stream()
                        .map(presentation.texts()::sentence)
                        .collect(Collectors.joining("; "));
        String meaning =
                values.isEmpty() || remarks.isEmpty()
                        ? values + remarks
                        : values + "   — " + remarks;
        return new Row(line.text(), meaning, line.outcome(), !remarks.isEmpty());
    }

    private static String value(SensorPreview.Value value) {
        String text =
                value.text() == null
                        ? Format.number(value.number(), value.channel().channel().decimals())
                        : value.text();
        String unit = value.channel().channel().unit();
        return value.channel().name() + " = " + text + (unit.isEmpty() ? "" : " " + unit);
    }

    /// The last whole lines that came from the device.
    private static List<String> said(List<Transcript.Entry> entries) {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter();
        LineSplitter.Sink sink =
                new LineSplitter.Sink() {
                    @Override
                    public void line(String text, int behind) {
                        lines.add(text);
                    }

                    @Override
                    public void refused(String reason, byte[] bytes) {
                        lines.add("# " + reason);
                    }
                };
        splitter.joinMidLine();
        for (Transcript.Entry entry : entries) {
            if (entry.direction() == Transcript.Direction.FROM_DEVICE) {
                splitter.accept(entry.bytes(), 0, entry.bytes().length, sink);
            }
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
