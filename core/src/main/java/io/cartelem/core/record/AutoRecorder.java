package io.cartelem.core.record;

import io.cartelem.core.bus.BatchQueue;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.StoreException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Records by itself: begins when the car is faster than a threshold, with the ten seconds before
/// that, and ends after two minutes at rest. What a person started it never ends; what a person
/// stopped it does not start again before the car has rested. One thread, named `auto-record`.
public final class AutoRecorder implements AutoCloseable {
    /// What a recording holds from before its cause.
    public static final Duration PRE_ROLL = Duration.ofSeconds(10);

    /// How long a car rests before its recording ends.
    public static final Duration REST = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(AutoRecorder.class);
    private static final Duration LOOK_UP = Duration.ofMillis(500);
    private static final int QUEUE = 16_384;
    private static final String GPS_SPEED = "gps.speed_kph";
    private static final String CAR_SPEED = "obd.SPEED";

    /// The car's own speed counts when the receiver has said none for so long.
    private static final long GPS_SILENT_NS = 3_000_000_000L;

    private final SessionRecorder recorder;
    private final Clock clock;
    private final Supplier<SessionDraft> naming;
    private final MotionSwitch motion = new MotionSwitch(REST.toNanos());
    private final BatchQueue queue = new BatchQueue(QUEUE);
    private final TelemetryBus.Subscription subscription;
    private final Thread thread;
    private OptionalLong own = OptionalLong.empty();
    private long gpsNs = Long.MIN_VALUE;
    private volatile double limitKph;
    private volatile boolean closed;

    /// @param thresholdKph km/h, empty for off
    /// @param naming names a session that is about to begin; may ask the store
    public AutoRecorder(
            SessionRecorder recorder,
            TelemetryBus bus,
            Clock clock,
            OptionalDouble thresholdKph,
            Supplier<SessionDraft> naming) {
        this.recorder = recorder;
        this.clock = clock;
        this.naming = naming;
        threshold(thresholdKph);
        subscription = bus.subscribe(this::offer);
        thread = Thread.ofVirtual().name("auto-record").start(this::work);
    }

    /// Sets the speed above which a recording begins; empty for never. What records goes on.
    public void threshold(OptionalDouble kph) {
        limitKph = kph.orElse(Double.POSITIVE_INFINITY);
        recorder.keepBefore(kph.isPresent() ? PRE_ROLL : Duration.ZERO);
    }

    @Override
    public void close() {
        subscription.close();
        closed = true;
        queue.close();
        recorder.keepBefore(Duration.ZERO);
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void offer(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (isSpeed(batch.channel(i))) {
                queue.accept(batch);
                return;
            }
        }
    }

    private static boolean isSpeed(Channel channel) {
        String id = channel.id();
        return id.equals(GPS_SPEED) || id.equals(CAR_SPEED);
    }

    private void work() {
        try {
            boolean more = true;
            while (more) {
                // Asked before the queue: whatever was measured until then is looked at first.
                long now = clock.monoNs();
                boolean last = closed;
                List<SampleBatch> batches = queue.drain(LOOK_UP);
                batches.forEach(this::take);
                watch(now);
                more = !last;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Channel channel = batch.channel(i);
            long timeNs = batch.timeNs(i);
            if (!isSpeed(channel)
                    || batch.quality(i) != Quality.GOOD
                    || Double.isNaN(batch.value(i))) {
                continue;
            }
            if (channel.id().equals(GPS_SPEED)) {
                gpsNs = timeNs;
            } else if (gpsNs != Long.MIN_VALUE && timeNs - gpsNs < GPS_SILENT_NS) {
                continue;
            }
            if (motion.begins(timeNs, batch.value(i), limitKph) && recorder.current().isEmpty()) {
                begin();
            }
        }
    }

    private void begin() {
        if (own.isPresent()) {
            own = OptionalLong.empty();
            motion.disarm();
            return;
        }
        try {
            SessionInfo session = recorder.startEarlier(naming.get(), PRE_ROLL);
            own = OptionalLong.of(session.id());
            LOG.info("the car moves: recording session {}", session.id());
        } catch (StoreException e) {
            LOG.warn("the car moves, but no recording could begin", e);
            motion.disarm();
        }
    }

    private void watch(long now) {
        long recording = recorder.current().map(SessionInfo::id).orElse(0L);
        boolean ours = own.isPresent() && own.getAsLong() == recording;
        if (own.isPresent() && !ours) {
            own = OptionalLong.empty();
            motion.disarm();
        }
        if (ours && motion.ends(now)) {
            try {
                recorder.stop();
                own = OptionalLong.empty();
                LOG.info("the car rests: recording ended");
            } catch (StoreException e) {
                LOG.warn("the recording could not be ended", e);
            }
        }
    }
}
