package io.cartelem.core.alert;

import io.cartelem.core.alert.AlertRule.Kind;
import io.cartelem.core.alert.RuleWatch.Change;
import io.cartelem.core.bus.BusWorker;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.StoreException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Raises and clears alerts while data comes in. One thread, named `alerts`, takes batches from a
/// bounded queue and looks at the clock a few times a second for channels that fell silent.
/// Everything else may be called on any thread.
public final class AlertEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertEngine.class);

    /// Alerts that are remembered after they are closed.
    public static final int REMEMBERED = 200;

    private static final int QUEUE = 65_536;
    private static final Duration TICK = Duration.ofMillis(200);

    private final AlertBook book;
    private final Clock clock;
    private final AlertLog log;
    private final Predicate<String> rests;
    private final CopyOnWriteArrayList<Consumer<Alert>> listeners = new CopyOnWriteArrayList<>();
    private final Map<Long, Alert> alerts = new LinkedHashMap<>();
    private final BusWorker worker;
    private List<AlertRule> rules = List.of();
    private Map<String, List<RuleWatch>> watches = Map.of();
    private final Map<RuleWatch, Long> raisedBy = new HashMap<>();

    /// The watches of each channel met so far: making its id for every sample would cost more than
    /// looking at the sample.
    private final Map<Channel, List<RuleWatch>> watching = new HashMap<>();

    private long nextId = 1;

    public AlertEngine(AlertBook book, TelemetryBus bus, Clock clock, AlertLog log) {
        this(book, bus, clock, log, source -> false);
    }

    /// @param rests whether a source is silent with good reason: nobody misses the values of a car
    ///   whose ignition is off, or of a device that was switched off. Asked on the engine's thread
    public AlertEngine(
            AlertBook book, TelemetryBus bus, Clock clock, AlertLog log, Predicate<String> rests) {
        this.book = book;
        this.rests = rests;
        this.clock = clock;
        this.log = log;
        worker =
                new BusWorker("alerts", bus, batch -> true, QUEUE, TICK, clock::monoNs, this::work);
    }

    public AlertBook book() {
        return book;
    }

    /// Open alerts first, the most severe and newest of them first; then those that are closed, the
    /// newest first.
    public List<Alert> all() {
        synchronized (alerts) {
            List<Alert> all = new ArrayList<>(alerts.values());
            all.sort(
                    (a, b) -> {
                        if (a.isOpen() != b.isOpen()) {
                            return a.isOpen() ? -1 : 1;
                        }
                        int severity =
                                a.isOpen() ? b.rule().severity().compareTo(a.rule().severity()) : 0;
                        return severity != 0 ? severity : Long.compare(b.id(), a.id());
                    });
            return all;
        }
    }

    /// The alerts that screens show.
    public List<Alert> open() {
        return all().stream().filter(Alert::isOpen).toList();
    }

    /// A person took note of an alert.
    ///
    /// @param who as that person is to be named
    /// @return the alert, empty if it is not known; an alert is acknowledged once
    public Optional<Alert> acknowledge(long id, String who) {
        Alert noted;
        synchronized (alerts) {
            Alert alert = alerts.get(id);
            if (alert == null || alert.acknowledged() != null) {
                return Optional.ofNullable(alert);
            }
            noted = alert.acknowledgedAt(clock.utc(), who);
            alerts.put(id, noted);
        }
        var _ = remember(clock.monoNs(), AlertMark.noted(noted.rule(), who));
        tell(noted);
        return Optional.of(noted);
    }

    /// Calls `listener` when an alert is raised, cleared or acknowledged, on the thread that did
    /// it.
    ///
    /// @return the handle that ends it
    public TelemetryBus.Subscription onChange(Consumer<Alert> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        worker.close();
    }

    /// The time is of before the queue, so that a value that waits in it is not missing.
    private void work(List<SampleBatch> batches, long beforeNs) {
        adopt(book.all());
        batches.forEach(this::take);
        for (List<RuleWatch> ofChannel : watches.values()) {
            for (RuleWatch watch : ofChannel) {
                act(watch, watch.tick(beforeNs, rests(watch)), beforeNs, Double.NaN);
            }
        }
    }

    private boolean rests(RuleWatch watch) {
        Channel channel = watch.channel();
        return watch.rule().kind() == Kind.MISSING
                && channel != null
                && rests.test(channel.source());
    }

    private void take(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Channel channel = batch.channel(i);
            List<RuleWatch> ofChannel =
                    watching.computeIfAbsent(
                            channel, met -> watches.getOrDefault(met.id(), List.of()));
            if (batch.quality(i) == Quality.BAD || channel.kind() != ValueKind.NUMBER) {
                continue;
            }
            for (RuleWatch watch : ofChannel) {
                long time = batch.timeNs(i);
                act(watch, watch.accept(channel, time, batch.value(i)), time, batch.value(i));
            }
        }
    }

    /// Takes the rules over when they have changed; rules that stay keep what they know.
    private void adopt(List<AlertRule> now) {
        if (now.equals(rules)) {
            return;
        }
        Map<AlertRule, RuleWatch> known = new HashMap<>();
        watches.values().forEach(all -> all.forEach(watch -> known.put(watch.rule(), watch)));
        Map<String, List<RuleWatch>> next = new HashMap<>();
        for (AlertRule rule : now) {
            if (rule.enabled()) {
                RuleWatch kept = known.remove(rule);
                next.computeIfAbsent(rule.channel(), id -> new ArrayList<>())
                        .add(kept == null ? new RuleWatch(rule) : kept);
            }
        }
        rules = now;
        watches = next;
        watching.clear();
        known.values().forEach(gone -> act(gone, Change.CLEARED, clock.monoNs(), Double.NaN));
    }

    private void act(RuleWatch watch, Change change, long timeNs, double value) {
        switch (change) {
            case NONE -> {}
            case RAISED -> raise(watch, timeNs, value);
            case CLEARED -> clear(watch, timeNs);
        }
    }

    private void raise(RuleWatch watch, long timeNs, double value) {
        Channel channel = watch.channel();
        if (channel == null) {
            return;
        }
        String sentence = watch.rule().sentence(channel, value);
        long id = nextId++;
        Alert alert =
                new Alert(
                                id,
                                watch.rule(),
                                sentence,
                                value,
                                clock.utc(),
                                timeNs,
                                null,
                                null,
                                null,
                                null)
                        .at(remember(timeNs, sentence).orElse(null));
        raisedBy.put(watch, id);
        synchronized (alerts) {
            alerts.put(id, alert);
            forgetOldest();
        }
        LOG.info("alert: {}", sentence);
        tell(alert);
    }

    private void clear(RuleWatch watch, long timeNs) {
        Long id = raisedBy.remove(watch);
        Alert over = null;
        synchronized (alerts) {
            Alert alert = id == null ? null : alerts.get(id);
            if (alert != null && alert.isActive()) {
                over = alert.clearedAt(clock.utc());
                alerts.put(alert.id(), over);
            }
        }
        if (over != null) {
            double lasted = (timeNs - over.raisedNs()) / 1e9;
            var _ = remember(timeNs, AlertMark.over(over.rule(), lasted));
            tell(over);
        }
    }

    /// Closed alerts go first, then the oldest.
    private void forgetOldest() {
        while (alerts.size() > REMEMBERED) {
            long oldest =
                    alerts.values().stream()
                            .filter(alert -> !alert.isOpen())
                            .mapToLong(Alert::id)
                            .findFirst()
                            .orElseGet(() -> alerts.keySet().iterator().next());
            alerts.remove(oldest);
        }
    }

    private Optional<Alert.Spot> remember(long monoNs, String text) {
        try {
            return log.mark(monoNs, text);
        } catch (StoreException e) {
            LOG.warn("an alert was not remembered in the session: {}", text, e);
            return Optional.empty();
        }
    }

    private void tell(Alert alert) {
        for (Consumer<Alert> listener : listeners) {
            try {
                listener.accept(alert);
            } catch (RuntimeException e) {
                LOG.warn("a listener failed on an alert", e);
            }
        }
    }
}
