package io.cartelem.core.record;

import io.cartelem.core.bus.BusWorker;
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

    /// The car's own speed counts when the receiver has said none for so long.
    private static final long GPS_SILENT_NS = 3_000_000_000L;

    private final SessionRecorder recorder;
    private final Supplier<SessionDraft> naming;
    private final MotionSwitch motion = new MotionSwitch(REST.toNanos());
    private final BusWorker worker;
    private volatile OptionalLong own = OptionalLong.empty();
    private long gpsNs = Long.MIN_VALUE;
    private volatile double limitKph;

    /// @param thresholdKph km/h, empty for off
    /// @param naming names a session that is about to begin; may ask the store
    public AutoRecorder(
            SessionRecorder recorder,
            TelemetryBus bus,
            Clock clock,
            OptionalDouble thresholdKph,
            Supplier<SessionDraft> naming) {
        this.recorder = recorder;
        this.naming = naming;
        threshold(thresholdKph);
        worker =
                new BusWorker(
                        "auto-record",
                        bus,
                        AutoRecorder::hasSpeed,
                        QUEUE,
                        LOOK_UP,
                        clock::monoNs,
                        this::work);
    }

    /// Sets the speed above which a recording begins; empty for never. What records goes on.
    public void threshold(OptionalDouble kph) {
        limitKph = kph.orElse(Double.POSITIVE_INFINITY);
        recorder.keepBefore(kph.isPresent() ? PRE_ROLL : Duration.ZERO);
    }

    /// Whether the recording of that session began by itself. Any thread.
    public boolean began(long sessionId) {
        OptionalLong mine = own;
        return mine.isPresent() && mine.getAsLong() == sessionId;
    }

    @Override
    public void close() {
        worker.close();
        recorder.keepBefore(Duration.ZERO);
    }

    private static boolean hasSpeed(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Channel channel = batch.channel(i);
            if (isReceiversSpeed(channel) || isCarsSpeed(channel)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReceiversSpeed(Channel channel) {
        return channel.name().equals("speed_kph") && channel.source().equals("gps");
    }

    private static boolean isCarsSpeed(Channel channel) {
        return channel.name().equals("SPEED") && channel.source().equals("obd");
    }

    private void work(List<SampleBatch> batches, long beforeNs) {
        batches.forEach(this::take);
        watch(beforeNs);
    }

    private void take(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Channel channel = batch.channel(i);
            long timeNs = batch.timeNs(i);
            boolean receiver = isReceiversSpeed(channel);
            if ((!receiver && !isCarsSpeed(channel))
                    || batch.quality(i) != Quality.GOOD
                    || Double.isNaN(batch.value(i))) {
                continue;
            }
            if (receiver) {
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
