package io.cartelem.app.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.chart.Pyramid;
import io.cartelem.app.chart.StripChartModel;
import io.cartelem.app.chart.TimelineModel;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// A session of 200 s with more samples of each channel than an overview has columns: sample `i` of
/// the engine speed comes after `i` hundredths of a second and has the value `i`.
class ReplayModelTest {
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    private static final Channel SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    private static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 6);
    private static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 6);
    private static final Channel GEAR = Channel.text("obd", "GEAR");
    private static final long SECOND = 1_000_000_000L;
    private static final long STEP = SECOND / 100;
    private static final int ALL = 20_000;

    private final FakeDesk desk = new FakeDesk();
    private final Notices notices = new Notices(UnaryOperator.identity());
    private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
    private final ReplayModel model =
            new ReplayModel(
                    desk,
                    new Background(Runnable::run, Runnable::run),
                    notices,
                    new Presentation(Texts.of("en"), Units.METRIC),
                    desk.memory());

    @BeforeEach
    void openALongSession() {
        long id =
                desk.store
                        .create(SessionDraft.named("long"), SessionOrigin.LIVE, Instant.EPOCH)
                        .id();
        SampleBatch.Builder batch = SampleBatch.builder(4 * ALL);
        for (int i = 0; i < ALL; i++) {
            batch.add(RPM, i * STEP, i);
            batch.add(SPEED, i * STEP, i / 100.0);
            if (i % 10 == 0) {
                batch.add(LATITUDE, i * STEP, 50 + i * 1e-6);
                batch.add(LONGITUDE, i * STEP, 6 + i * 1e-6);
            }
        }
        batch.add(GEAR, 0, Double.NaN, "3", io.cartelem.core.model.Quality.GOOD);
        desk.store.append(id, batch.build()).join();
        model.open(id);
        look();
        look();
    }

    @Test
    void seekingWhileZoomedInBringsTheChartsAlong() {
        TimelineModel timeline = model.charts().timeline();
        timeline.stay(0, 5 * SECOND);
        look();
        model.player().seek(150 * SECOND);
        look();
        look();
        assertTrue(timeline.from() < 150 * SECOND && timeline.to() > 150 * SECOND);
        assertEquals(5 * SECOND, timeline.span());
        assertEquals(15_000, rpm().at(150 * SECOND), "the samples themselves, not a column");
        assertEquals(15_001, rpm().at(150 * SECOND + STEP));
        assertEquals("15000 rpm", value("obd.RPM"));
        assertEquals(1_500, model.map().position());
        assertTrue(model.settled());
    }

    @Test
    void atTheEndTheChartsShowTheEndAndNothingBeyond() {
        TimelineModel timeline = model.charts().timeline();
        timeline.stay(0, 5 * SECOND);
        model.player().seek(Long.MAX_VALUE);
        look();
        assertEquals((ALL - 1) * STEP, timeline.to());
    }

    @Test
    void whoMovesTheChartsAwayFromThePositionIsLeftAlone() {
        TimelineModel timeline = model.charts().timeline();
        model.player().seek(10 * SECOND);
        look();
        timeline.stay(100 * SECOND, 105 * SECOND);
        look();
        look();
        assertEquals(100 * SECOND, timeline.from());
    }

    @Test
    void stepsGoFromSampleToSampleHoweverFarZoomedOut() {
        model.charts().charts().getFirst().remove("gps.speed_kph");
        model.player().seek(100 * SECOND);
        model.step(1);
        assertEquals(100 * SECOND + STEP, model.player().positionProperty().get());
        model.step(-1);
        model.step(-1);
        assertEquals(100 * SECOND - STEP, model.player().positionProperty().get());
        model.player().seek((ALL - 1) * STEP);
        model.step(1);
        assertEquals((ALL - 1) * STEP, model.player().positionProperty().get(), "there is no more");
    }

    @Test
    void theTrackKeepsItsColoursAndTheScrubberItsOverviewWhileZoomedIn() {
        double low = model.map().low();
        double high = model.map().high();
        assertEquals(0, low, 0.5);
        assertEquals(200, high, 0.5);
        model.charts().timeline().stay(50 * SECOND, 52 * SECOND);
        look();
        look();
        assertEquals(low, model.map().low());
        assertEquals(high, model.map().high());
        Pyramid overview = model.overview().orElseThrow().pyramid();
        assertEquals(0, overview.firstNs());
        assertTrue(overview.lastNs() > 199 * SECOND);
    }

    @Test
    void textIsShownAsAValueAndNeverOfferedToCharts() {
        model.player().seek(SECOND);
        look();
        assertEquals("3", value("obd.GEAR"));
        assertFalse(model.charts().choices().stream().anyMatch(c -> c.id().equals("obd.GEAR")));
    }

    private String value(String channelId) {
        return model.rows().stream()
                .filter(row -> row.channel().id().equals(channelId))
                .findFirst()
                .orElseThrow()
                .valueProperty()
                .get();
    }

    private void look() {
        desk.clock.advance(Duration.ofMillis(16));
        model.update(taker.get());
        model.charts().charts().forEach(StripChartModel::lines);
    }

    private Pyramid rpm() {
        return model.charts().charts().stream()
                .flatMap(chart -> chart.lines().stream())
                .filter(line -> line.data().channel().id().equals("obd.RPM"))
                .findFirst()
                .orElseThrow()
                .data()
                .pyramid();
    }
}
