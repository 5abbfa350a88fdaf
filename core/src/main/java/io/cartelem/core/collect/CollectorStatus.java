package io.cartelem.core.collect;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// What is known about a running collector: it tells by [CollectorContext] on its own thread, any
/// thread may ask. Listeners are called on the collector's thread, without a lock held.
final class CollectorStatus implements CollectorContext {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorStatus.class);

    private final String source;
    private final TelemetryBus bus;
    private final Clock clock;
    private final boolean simulated;
    private final Transcript transcript;
    private final Rejections rejections = new Rejections();
    private final CopyOnWriteArrayList<Consumer<CollectorState>> listeners =
            new CopyOnWriteArrayList<>();

    private Phase phase = Phase.OFF;
    private String code = "off";
    private String sentence = "not started";
    private long sinceNs;
    private long retryAtNs;
    private String address;
    private @Nullable String device;
    private double rateHz;
    private @Nullable String lastError;
    private boolean delivered;
    private long firstDeliveryNs;
    private long lastDeliveryNs;

    CollectorStatus(
            String source,
            String address,
            TelemetryBus bus,
            Clock clock,
            boolean simulated,
            Transcript transcript) {
        this.source = source;
        this.address = address;
        this.bus = bus;
        this.clock = clock;
        this.simulated = simulated;
        this.transcript = transcript;
        this.sinceNs = clock.monoNs();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void publish(SampleBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        synchronized (this) {
            lastDeliveryNs = clock.monoNs();
            if (!delivered) {
                delivered = true;
                firstDeliveryNs = lastDeliveryNs;
            }
        }
        bus.publish(batch);
    }

    @Override
    public void state(Phase newPhase, String newCode, String newSentence) {
        synchronized (this) {
            if (phase == newPhase && code.equals(newCode) && sentence.equals(newSentence)) {
                return;
            }
            if (phase != newPhase || !code.equals(newCode)) {
                sinceNs = clock.monoNs();
            }
            phase = newPhase;
            code = newCode;
            sentence = newSentence;
        }
        tellListeners();
    }

    @Override
    public void device(String name) {
        synchronized (this) {
            if (name.equals(device)) {
                return;
            }
            device = name;
        }
        tellListeners();
    }

    @Override
    public synchronized void rate(double hertz) {
        rateHz = hertz;
    }

    @Override
    public void rejected(String reason, byte[] bytes) {
        if (rejections.add(reason, bytes, clock.monoNs())) {
            transcript.note("not understood: " + reason);
        }
    }

    /// A link is being opened.
    void connecting(String where, String intent) {
        synchronized (this) {
            address = where;
            rateHz = 0;
            delivered = false;
        }
        state(Phase.CONNECTING, "connecting", intent);
    }

    /// The link is open.
    void opened(String where) {
        synchronized (this) {
            address = where;
        }
        state(Phase.STARTING, "starting", where + " is open; asking the device");
    }

    /// The link was lost or could not be opened; the next attempt comes at `nextNs`.
    void retrying(String why, String failure, long nextNs) {
        synchronized (this) {
            retryAtNs = nextNs;
            rateHz = 0;
            lastError = failure;
        }
        state(Phase.RETRYING, why, failure);
    }

    void stopped() {
        rate(0);
        state(Phase.OFF, "off", "switched off");
    }

    /// For how long samples came over the present link, in ns.
    synchronized long deliveredForNs() {
        return delivered ? lastDeliveryNs - firstDeliveryNs : 0;
    }

    /// How it is now; of a retry the sentence tells the seconds that are left.
    synchronized CollectorState snapshot() {
        String text = sentence;
        if (phase == Phase.RETRYING) {
            long seconds = Math.ceilDiv(Math.max(0, retryAtNs - clock.monoNs()), 1_000_000_000L);
            text += seconds == 0 ? "; trying again now" : "; next attempt in " + seconds + " s";
        }
        return new CollectorState(
                source,
                phase,
                code,
                text,
                sinceNs,
                address,
                device,
                rateHz,
                rejections.total(),
                lastError,
                simulated);
    }

    Rejections rejections() {
        return rejections;
    }

    TelemetryBus.Subscription attach(Consumer<CollectorState> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tellListeners() {
        CollectorState now = snapshot();
        for (Consumer<CollectorState> listener : listeners) {
            try {
                listener.accept(now);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on the state of {}", source, e);
            }
        }
    }
}
