package io.cartelem.core.collect;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// All collectors of the running program, one for each source. They can be exchanged while the
/// others go on: the old one has let go of its port before the new one starts. Any thread, except
/// that a listener must not exchange or close.
public final class CollectorRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorRegistry.class);

    private final Clock clock;

    /// Held while collectors come and go; listeners are called without it.
    private final ReentrantLock changing = new ReentrantLock();

    private final CopyOnWriteArrayList<Consumer<CollectorState>> listeners =
            new CopyOnWriteArrayList<>();

    /// In the order in which the sources were first named. Guarded by itself.
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    /// Guarded by [#changing].
    private @Nullable Consumer<CollectorSupervisor> onStart;

    /// A source with its collector, or switched off.
    private sealed interface Slot {
        CollectorState state();

        record Running(
                CollectorSupervisor supervisor,
                TelemetryBus.Subscription listening,
                @Nullable Object identity)
                implements Slot {
            @Override
            public CollectorState state() {
                return supervisor.state();
            }

            void end() {
                supervisor.close();
                listening.close();
            }
        }

        record Off(CollectorState state) implements Slot {}
    }

    public CollectorRegistry(Clock clock) {
        this.clock = clock;
    }

    /// Makes a source as its plan says. A collector that runs by an equal plan is left alone.
    ///
    /// @param bus where its samples go
    public void apply(SourcePlan plan, TelemetryBus bus) {
        switch (plan) {
            case SourcePlan.Off off -> switchOff(off.source(), off.sentence());
            case SourcePlan.Refused refused -> refuse(refused.source(), refused.sentence());
            case SourcePlan.Run run -> {
                if (run.identity() == null || !run.identity().equals(identity(run.source()))) {
                    start(
                            new CollectorSupervisor(
                                    run.collector(), run.opener(), bus, clock, run.supervision()),
                            run.identity());
                }
            }
        }
    }

    private @Nullable Object identity(String source) {
        synchronized (slots) {
            return slots.get(source) instanceof Slot.Running running ? running.identity() : null;
        }
    }

    /// Starts a collector in place of the one with the same source, which is closed first.
    public void start(CollectorSupervisor supervisor) {
        start(supervisor, null);
    }

    private void start(CollectorSupervisor supervisor, @Nullable Object identity) {
        changing.lock();
        try {
            end(supervisor.source());
            TelemetryBus.Subscription listening = supervisor.attach(this::tell);
            set(supervisor.source(), new Slot.Running(supervisor, listening, identity));
            Consumer<CollectorSupervisor> hook = onStart;
            if (hook != null) {
                hook.accept(supervisor);
            }
            supervisor.start();
        } finally {
            changing.unlock();
        }
    }

    /// Shows every collector at work to a hook, and each that comes later before it starts; null
    /// ends that.
    void onStart(@Nullable Consumer<CollectorSupervisor> hook) {
        changing.lock();
        try {
            onStart = hook;
            if (hook != null) {
                running().forEach(hook);
            }
        } finally {
            changing.unlock();
        }
    }

    /// Closes the collector of a source, if there is one; the source stays listed as switched off.
    ///
    /// @param sentence why it is off, for a person
    public void switchOff(String source, String sentence) {
        rest(source, "off", sentence, null);
    }

    /// Closes the collector of a source, if there is one; the source stays listed with what keeps
    /// it from being started.
    ///
    /// @param sentence what is wrong and what is allowed, for a person
    public void refuse(String source, String sentence) {
        rest(source, "refused", sentence, sentence);
    }

    private void rest(String source, String code, String sentence, @Nullable String error) {
        CollectorState off =
                new CollectorState(
                        source,
                        CollectorState.Phase.OFF,
                        code,
                        sentence,
                        clock.monoNs(),
                        "off",
                        null,
                        0,
                        0,
                        error,
                        false);
        changing.lock();
        try {
            end(source);
            set(source, new Slot.Off(off));
        } finally {
            changing.unlock();
        }
        tell(off);
    }

    /// Closes the collector of a source, if there is one, and forgets the source.
    public void remove(String source) {
        changing.lock();
        try {
            end(source);
            synchronized (slots) {
                slots.remove(source);
            }
        } finally {
            changing.unlock();
        }
    }

    private void end(String source) {
        Slot before;
        synchronized (slots) {
            before = slots.get(source);
        }
        if (before instanceof Slot.Running running) {
            running.end();
        }
    }

    private void set(String source, Slot slot) {
        synchronized (slots) {
            slots.put(source, slot);
        }
    }

    /// How all are now, in a stable order.
    public List<CollectorState> states() {
        return copy().stream().map(Slot::state).toList();
    }

    /// The supervisor of a source, empty if it is off or unknown.
    public Optional<CollectorSupervisor> find(String source) {
        synchronized (slots) {
            return slots.get(source) instanceof Slot.Running running
                    ? Optional.of(running.supervisor())
                    : Optional.empty();
        }
    }

    /// All supervisors at work.
    public List<CollectorSupervisor> running() {
        List<CollectorSupervisor> running = new ArrayList<>();
        for (Slot slot : copy()) {
            if (slot instanceof Slot.Running at) {
                running.add(at.supervisor());
            }
        }
        return running;
    }

    private List<Slot> copy() {
        synchronized (slots) {
            return new ArrayList<>(slots.values());
        }
    }

    /// Calls a listener at every change of a state, on that collector's thread.
    ///
    /// @return the handle that ends it
    public TelemetryBus.Subscription attach(Consumer<CollectorState> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(CollectorState state) {
        for (Consumer<CollectorState> listener : listeners) {
            try {
                listener.accept(state);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on the state of {}", state.source(), e);
            }
        }
    }

    /// Closes all collectors.
    @Override
    public void close() {
        changing.lock();
        try {
            for (Slot slot : copy()) {
                if (slot instanceof Slot.Running running) {
                    running.end();
                }
            }
            synchronized (slots) {
                slots.clear();
            }
        } finally {
            changing.unlock();
        }
    }
}
