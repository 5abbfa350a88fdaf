package io.cartelem.app.fx;

import javafx.animation.AnimationTimer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The one pump between the station and the window: once a frame it takes one snapshot and hands it
/// to whoever attached. FX thread.
///
/// @param <S> the snapshot
public final class Pulse<S> {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final Supplier<S> source;
    private final List<Consumer<? super S>> listeners = new CopyOnWriteArrayList<>();
    private final AnimationTimer timer =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    beat();
                }
            };
    private boolean complained;

    public Pulse(Supplier<S> source) {
        this.source = source;
    }

    /// @return the handle that detaches it
    public AutoCloseable attach(Consumer<? super S> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public void start() {
        timer.start();
    }

    public void stop() {
        timer.stop();
    }

    /// One frame. A listener that fails costs its own view this frame, and is logged once.
    public void beat() {
        S snapshot = source.get();
        for (Consumer<? super S> listener : listeners) {
            try {
                listener.accept(snapshot);
            } catch (RuntimeException e) {
                if (!complained) {
                    complained = true;
                    LOG.error("a view failed to show the present state", e);
                }
            }
        }
    }
}
