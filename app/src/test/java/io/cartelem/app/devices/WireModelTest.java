package io.cartelem.app.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.Transcript;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class WireModelTest {
    private final FakeDesk desk = new FakeDesk();
    private final Transcript gps = new Transcript(desk.clock, 65_536);
    private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
    private final WireModel model =
            new WireModel(
                    desk, new Background(Runnable::run, Runnable::run), new Notices(text -> text));

    @Test
    void theFirstSourceIsChosenAndItsBytesFollowFourTimesASecond() {
        begin();
        assertEquals("gps", model.sourceProperty().get());
        say("one\n");
        model.update(taker.get());
        assertEquals(List.of(), texts(), "not before a quarter of a second");
        later();
        assertEquals(List.of("one\\n"), texts());
    }

    @Test
    void whilePausedTheLinesStandStill() {
        begin();
        say("one\n");
        later();
        model.pausedProperty().set(true);
        say("two\n");
        later();
        assertEquals(List.of("one\\n"), texts());
        model.pausedProperty().set(false);
        later();
        assertEquals(List.of("one\\n", "two\\n"), texts());
    }

    @Test
    void anotherSourceStartsWithItsOwnBytes() {
        begin();
        say("one\n");
        later();
        model.sourceProperty().set("obd");
        later();
        assertEquals(List.of(), texts());
    }

    @Test
    void theChosenSourceStaysWhenOthersComeAndGo() {
        begin();
        model.sourceProperty().set("obd");
        desk.collect(
                FakeDesk.state("box", Phase.RUNNING, 1, false),
                FakeDesk.state("obd", Phase.RUNNING, 38, false));
        later();
        assertEquals("obd", model.sourceProperty().get());
        desk.collect();
        later();
        assertEquals(null, model.sourceProperty().get());
    }

    @Test
    void theLinesAreBounded() {
        begin();
        for (int i = 0; i < 1000; i++) {
            say(i + "\n");
            desk.clock.advance(Duration.ofMillis(200));
        }
        later();
        assertEquals(WireModel.LIMIT, model.lines().size());
        assertTrue(model.text().endsWith("999\\n"));
    }

    private void begin() {
        desk.transcript("gps", gps);
        desk.collect(
                FakeDesk.state("gps", Phase.RUNNING, 10, false),
                FakeDesk.state("obd", Phase.RUNNING, 38, false));
        model.update(taker.get());
    }

    private void later() {
        desk.clock.advance(Duration.ofMillis(300));
        model.update(taker.get());
    }

    private void say(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        gps.received(bytes, 0, bytes.length);
    }

    private List<String> texts() {
        return model.lines().stream().map(WireLines.Line::text).toList();
    }
}
