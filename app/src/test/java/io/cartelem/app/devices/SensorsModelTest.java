package io.cartelem.app.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.collect.Transcript;
import io.cartelem.core.sensor.SensorFile;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

class SensorsModelTest {
    private static final String OIL = "[oil]\nlink = \"COM1\"\nchannels = [\"t °C\"]\n";

    private final FakeDesk desk = new FakeDesk();
    private final Notices notices = new Notices(UnaryOperator.identity());
    private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
    private final SensorsModel model =
            new SensorsModel(
                    desk,
                    new Background(Runnable::run, Runnable::run),
                    notices,
                    new Presentation(Texts.of("en"), Units.METRIC));

    @Test
    void everyTemplateCanBeUsedAndReadsItsOwnLine() {
        for (SensorTemplate template : SensorTemplate.values()) {
            model.add(template);
            assertEquals(List.of(), model.problems(), template::name);
            assertEquals(1, model.preview().size());
            SensorsModel.Row row = model.preview().getFirst();
            assertTrue(row.meaning().contains(" = "), row::toString);
        }
    }

    @Test
    void thePreviewFollowsTheDescription() {
        model.add(SensorTemplate.ARDUINO);
        model.sampleProperty().set("12.5,33,0.98\n12.5,33\nx,33,1");
        assertEquals(
                List.of(
                        "disc = 12.50 °C   pressure = 33.00 bar   lambda = 0.98",
                        "the line has 2 columns; 3 are described",
                        "pressure = 33.00 bar   lambda = 1.00   — disc is no number"),
                model.preview().stream().map(SensorsModel.Row::meaning).toList());
        model.descriptionProperty()
                .set("[brakes]\nlink = \"COM1\"\nchannels = [\"disc °C\", \"-\"]");
        assertEquals(
                List.of(
                        "the line has 3 columns; 2 are described",
                        "disc = 12.50 °C",
                        "the line has 3 columns; 2 are described"),
                model.preview().stream().map(SensorsModel.Row::meaning).toList());
        model.descriptionProperty().set("[brakes]\nlink = \"COM1\"\nchannels = [\"disc");
        assertTrue(model.problems().getFirst().startsWith("sensors.toml, line 3, brakes: "));
        assertEquals(List.of(), model.preview());
        model.descriptionProperty().set(OIL + OIL.replace("oil", "b"));
        assertEquals(
                List.of("Describe exactly one sensor here; it begins with its name in brackets."),
                model.problems());
    }

    @Test
    void whatTheSensorSaysIsReadWhileItIsDescribed() {
        desk.sensors.text(OIL);
        Transcript said = new Transcript(desk.clock, 65_536);
        desk.transcript("oil", said);
        model.update(taker.get());
        model.edit(model.sensors().getFirst());
        byte[] bytes = "8.5\n88.5\nhello\n89".getBytes(StandardCharsets.US_ASCII);
        said.received(bytes, 0, bytes.length);
        said.note("a remark is no line");
        desk.clock.advance(Duration.ofMillis(300));
        model.update(taker.get());
        assertEquals(
                List.of("88.5 / t = 88.50 °C", "hello / t is no number"),
                model.preview().stream().map(r -> r.line() + " / " + r.meaning()).toList());
        model.sampleProperty().set("7");
        assertEquals("t = 7.00 °C", model.preview().getFirst().meaning());
    }

    @Test
    void aSavedSensorIsInTheFileAndInTheList() {
        desk.sensors.text("# mine\n" + OIL);
        model.update(taker.get());
        model.add(SensorTemplate.ARDUINO);
        model.save();
        assertNull(model.editingProperty().get());
        assertEquals(List.of("oil", "brakes"), names());
        assertTrue(desk.sensors.text().startsWith("# mine\n" + OIL), desk.sensors::text);
        model.edit(model.sensors().getFirst());
        model.descriptionProperty().set(OIL.replace("[oil]", "[engine]"));
        model.save();
        assertEquals(List.of("engine", "brakes"), names());
    }

    @Test
    void aNameThatIsTakenAndADiskThatIsFullKeepTheDescriptionOpen() {
        desk.sensors.text(OIL);
        model.update(taker.get());
        model.add(SensorTemplate.ARDUINO);
        model.descriptionProperty().set(OIL);
        model.save();
        assertEquals("", model.editingProperty().get());
        assertEquals(
                "There is another sensor called oil already.", notices.items().getFirst().text());
        model.descriptionProperty().set(OIL.replace("oil", "other"));
        desk.sensors.full(true);
        model.save();
        assertEquals("The disk is full.", notices.items().getLast().text());
        assertEquals(OIL, desk.sensors.text());
        model.descriptionProperty().set("[broken]");
        model.save();
        assertEquals("", model.editingProperty().get());
        model.cancel();
        assertNull(model.editingProperty().get());
    }

    @Test
    void aRemovedSensorCanBePutBack() {
        desk.sensors.text(OIL);
        model.update(taker.get());
        model.remove(model.sensors().getFirst());
        assertEquals(List.of(), names());
        assertEquals("", desk.sensors.text());
        notices.items().getFirst().act().run();
        assertEquals(List.of("oil"), names());
        assertEquals(OIL, desk.sensors.text());
    }

    private List<String> names() {
        return model.sensors().stream().map(SensorFile.Entry::name).toList();
    }
}
