package io.cartelem.app.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.chart.Columns;
import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Mood;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.live.LiveValue.Freshness;
import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.function.UnaryOperator;

class LiveModelTest {
    private final FakeDesk desk = new FakeDesk();
    private final Presentation presentation = new Presentation(Texts.of("en"), Units.METRIC);
    private final LiveModel model =
            new LiveModel(
                    desk::store,
                    new Background(Runnable::run, Runnable::run),
                    new Notices(UnaryOperator.identity()),
                    presentation,
                    desk.memory());
    private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);

    @Test
    void showsAFreshValueWithItsUnitAndNoAge() {
        publishSpeed(83.46);
        look();
        assertEquals("83.5", speed().valueProperty().get());
        assertEquals("km/h", speed().unitProperty().get());
        assertEquals("", speed().ageProperty().get());
        assertEquals(Freshness.FRESH, speed().freshnessProperty().get());
    }

    @Test
    void dimsAStaleValueAndShowsItsAge() {
        publishSpeed(83.46);
        desk.clock.advance(Duration.ofSeconds(4));
        look();
        assertEquals("83.5", speed().valueProperty().get());
        assertEquals("4.0 s", speed().ageProperty().get());
        assertEquals(Freshness.STALE, speed().freshnessProperty().get());
    }

    @Test
    void neverShowsTheLastNumberOfAValueThatIsGone() {
        publishSpeed(83.46);
        desk.clock.advance(Duration.ofSeconds(30));
        look();
        assertEquals(Format.DASH, speed().valueProperty().get());
        assertEquals("30 s", speed().ageProperty().get());
        assertEquals(Freshness.GONE, speed().freshnessProperty().get());
    }

    @Test
    void followsTheUnitsWhileOpen() {
        publishSpeed(160.9344);
        presentation.unitsProperty().set(Units.IMPERIAL);
        look();
        assertEquals("100.0", speed().valueProperty().get());
        assertEquals("mph", speed().unitProperty().get());
    }

    @Test
    void anEmptyCardSaysWhy() {
        desk.collect(FakeDesk.state("obd", Phase.WAITING, 0, false));
        look();
        CardModel engine = model.cards().get(2);
        assertTrue(engine.hintProperty().get().contains("ignition is off"));
        assertEquals("ignition off", engine.stateProperty().get());
        assertEquals(Mood.WARN, engine.moodProperty().get());
        CardModel gps = model.cards().getFirst();
        assertTrue(gps.hintProperty().get().contains("GPS_PORT"), gps.hintProperty().get());
        publishSpeed(1);
        desk.clock.advance(Duration.ofSeconds(1));
        look();
        assertEquals("", gps.hintProperty().get());
    }

    @Test
    void numbersChangeAtMostTenTimesASecond() {
        publishSpeed(10);
        look();
        publishSpeed(20);
        desk.clock.advance(Duration.ofMillis(50));
        look();
        assertEquals("10.0", speed().valueProperty().get());
        desk.clock.advance(Duration.ofMillis(50));
        look();
        assertEquals("20.0", speed().valueProperty().get());
    }

    @Test
    void theSparkShowsTheLastMinuteAndLeavesGapsOpen() {
        SampleBatch.Builder drive = SampleBatch.builder(2_000);
        long start = desk.clock.monoNs();
        for (int i = 0; i < 1_200; i++) {
            if (i < 900 || i >= 1_000) {
                drive.add(Drive.GPS_SPEED, start + i * 100_000_000L, i);
            }
        }
        desk.publish(drive.build());
        desk.clock.advance(Duration.ofMinutes(2));
        look();
        look();
        Columns spark = speed().trend().columns(120);
        assertEquals(600, spark.lowest(), 10, "a minute before the newest");
        assertEquals(1_199, spark.highest(), 10);
        assertTrue(Double.isNaN(spark.min(70)), "ten seconds without values stay open");
        long key = speed().trend().key(120);
        assertEquals(key, speed().trend().key(120));
        publishSpeed(3);
        desk.clock.advance(Duration.ofMillis(100));
        look();
        assertNotEquals(key, speed().trend().key(120));
    }

    @Test
    void aChannelThatIsNotKnownHasAnEmptySpark() {
        look();
        assertTrue(Double.isInfinite(speed().trend().columns(50).lowest()));
    }

    @Test
    void theSystemCardTellsWhatIsLost() {
        desk.drop(7);
        look();
        CardModel system = model.cards().getLast();
        assertEquals("7", system.others().getLast().valueProperty().get());
        assertFalse(system.main().valueProperty().get().isEmpty());
    }

    private void publishSpeed(double kph) {
        desk.publish(SampleBatch.of(Drive.GPS_SPEED, desk.clock.monoNs(), kph));
    }

    private void look() {
        model.update(taker.get());
    }

    private ReadoutModel speed() {
        return model.cards().getFirst().main();
    }
}
