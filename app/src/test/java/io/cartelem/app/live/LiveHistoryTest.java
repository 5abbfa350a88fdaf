package io.cartelem.app.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.chart.Columns;
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
import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The live charts beyond what memory holds. Sample `i` comes after `i` hundredths of a second and
/// has the value `i`.
class LiveHistoryTest {
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    private static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 7);
    private static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 7);
    private static final long SECOND = 1_000_000_000L;
    private static final long STEP = SECOND / 100;
    private static final int BEFORE_MEMORY = 14_464;
    private static final int ALL = LiveState.DEFAULT_HISTORY + BEFORE_MEMORY;

    private final FakeDesk desk = new FakeDesk();
    private final Notices notices = new Notices(UnaryOperator.identity());
    private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
    private final long start = desk.clock.monoNs();
    private SessionStore store = desk.store;
    private RuntimeException failure = new IllegalStateException("not expected");
    private int asked;

    @Test
    void aLongWindowOpenedMidRecordingIsFilledFromTheStore() {
        LiveModel model = recordThenOpen();
        model.charts().timeline().follow(1800 * SECOND);
        look(model);
        look(model);
        Pyramid shown = rpm(model);
        assertEquals(start, shown.firstNs(), "it begins with the recording");
        long last = start - STEP;
        for (int i = 0; i < shown.size(); i++) {
            long time = shown.timeNs(i);
            assertTrue(time > last, "nothing is doubled");
            assertTrue(time - last <= 3 * STEP, "nothing is missing");
            last = time;
        }
        assertEquals(start + (ALL - 1) * STEP, last);
        Columns columns = new Columns();
        columns.resize(800);
        shown.columns(start, start + ALL * STEP, columns);
        assertEquals(0, columns.lowest());
        assertEquals(ALL - 1, columns.highest());
    }

    @Test
    void newSamplesFollowTheRecordedOnes() {
        LiveModel model = recordThenOpen();
        model.charts().timeline().follow(1800 * SECOND);
        look(model);
        look(model);
        publish(ALL, ALL + 50);
        look(model);
        assertEquals(start + (ALL + 49) * STEP, rpm(model).lastNs());
        assertEquals(start, rpm(model).firstNs());
    }

    @Test
    void pausedAndMovedBackItShowsEverySampleOfThatTime() {
        LiveModel model = recordThenOpen();
        TimelineModel timeline = model.charts().timeline();
        look(model);
        timeline.stay(start + 20 * SECOND, start + 30 * SECOND);
        look(model);
        look(model);
        assertEquals(2_500, rpm(model).at(start + 25 * SECOND));
        assertEquals(2_501, rpm(model).at(start + 25 * SECOND + STEP));
        timeline.followingProperty().set(true);
        look(model);
        assertEquals(ALL - 1, rpm(model).at(desk.clock.monoNs()), "back at the newest");
    }

    @Test
    void anotherDatabaseWithTheSameNumberIsNotTakenForTheRecording() {
        LiveModel model = recordThenOpen();
        look(model);
        desk.recorder().stop();
        desk.clock.advance(Duration.ofSeconds(1));
        FakeDesk other = new FakeDesk();
        other.clock.advance(Duration.ofDays(1));
        other.recorder().start(SessionDraft.named("another"));
        store = other.store;
        model.charts().timeline().stay(start, start + 10 * SECOND);
        look(model);
        look(model);
        assertTrue(Double.isNaN(rpm(model).at(start + 5 * SECOND)));
        assertTrue(notices.items().isEmpty());
    }

    @Test
    void aStoreThatFailsIsToldOnceAndAskedAgainLater() {
        LiveModel model = recordThenOpen();
        RuntimeException no = new StoreException(Reason.FAILED, "The disk cannot be read.");
        SessionStore healthy = store;
        store = null;
        failure = no;
        model.charts().timeline().stay(start, start + 10 * SECOND);
        for (int i = 0; i < 10; i++) {
            look(model);
        }
        assertEquals(1, notices.items().size());
        assertEquals(1, asked);
        store = healthy;
        desk.clock.advance(Duration.ofSeconds(6));
        look(model);
        look(model);
        assertEquals(500, rpm(model).at(start + 5 * SECOND));
    }

    @Test
    void whenTheLiveStateBeginsAnewTheOtherCarIsForgotten() {
        LiveModel model = open();
        publish(0, 100);
        look(model);
        assertTrue(line(model).isPresent());
        desk.live.clear();
        look(model);
        assertFalse(line(model).isPresent());
        publish(200, 201);
        look(model);
        assertEquals(1, rpm(model).size());
    }

    @Test
    void whatMemoryHoldsIsNotAskedFor() {
        LiveModel model = open();
        desk.recorder().start(SessionDraft.named("short"));
        publish(0, 1000);
        asked = 0;
        model.charts().timeline().follow(1800 * SECOND);
        look(model);
        look(model);
        assertEquals(0, asked);
    }

    @Test
    void aBurstOfFixesWithOneTimeLeavesNoStepOnTheMap() {
        LiveModel model = open();
        look(model);
        desk.clock.advance(Duration.ofSeconds(1));
        long burst = desk.clock.monoNs();
        publishFixes(burst, 0, 3);
        look(model);
        publishFixes(burst, 3, 5);
        look(model);
        publishFixes(burst + SECOND, 5, 6);
        look(model);
        assertEquals(6, model.map().track().size());
        for (int i = 0; i < 6; i++) {
            assertEquals(48 + i * 1e-3, model.map().latitude(i), 1e-9);
            assertEquals(11 + i * 1e-3, model.map().longitude(i), 1e-9);
        }
    }

    @Test
    void samplesOfOneTimeInTwoFramesAreAllCharted() {
        LiveModel model = open();
        for (int i = 0; i < 4; i++) {
            desk.publish(SampleBatch.builder(1).add(RPM, start, i).build());
            look(model);
        }
        assertEquals(4, rpm(model).size());
    }

    private void publishFixes(long timeNs, int from, int to) {
        SampleBatch.Builder batch = SampleBatch.builder(16);
        for (int i = from; i < to; i++) {
            batch.add(LATITUDE, timeNs, 48 + i * 1e-3);
            batch.add(LONGITUDE, timeNs, 11 + i * 1e-3);
        }
        desk.publish(batch.build());
    }

    private LiveModel recordThenOpen() {
        desk.recorder().start(SessionDraft.named("long"));
        publish(0, ALL);
        taker.refreshNow();
        return open();
    }

    private LiveModel open() {
        return new LiveModel(
                () -> {
                    asked++;
                    if (store == null) {
                        throw failure;
                    }
                    return store;
                },
                new Background(Runnable::run, Runnable::run),
                notices,
                new Presentation(Texts.of("en"), Units.METRIC),
                desk.memory());
    }

    private void publish(int from, int to) {
        SampleBatch.Builder batch = SampleBatch.builder(to - from);
        for (int i = from; i < to; i++) {
            batch.add(RPM, start + i * STEP, i);
        }
        desk.publish(batch.build());
        desk.clock.advance(Duration.ofNanos(start + to * STEP - desk.clock.monoNs()));
    }

    private void look(LiveModel model) {
        model.update(taker.get());
        line(model);
    }

    private static Optional<StripChartModel.Line> line(LiveModel model) {
        return model.charts().charts().stream()
                .flatMap(chart -> chart.lines().stream())
                .filter(line -> line.data().channel().id().equals("obd.RPM"))
                .findFirst();
    }

    private static Pyramid rpm(LiveModel model) {
        return line(model).orElseThrow().data().pyramid();
    }
}
