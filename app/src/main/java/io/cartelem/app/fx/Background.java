package io.cartelem.app.fx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Work that must not hold up the window, and the way of its result back. View models get one;
/// tests give it executors that run at once.
public final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final Executor workers;
    private final Executor window;

    /// @param workers runs the work; it may block
    /// @param window runs what changes the window
    public Background(Executor workers, Executor window) {
        this.workers = workers;
        this.window = window;
    }

    /// One virtual thread for each piece of work, results on the FX thread.
    public static Background onVirtualThreads() {
        return new Background(
                task -> Thread.ofVirtual().name("window-work").start(task), FxThread.INSTANCE);
    }

    /// Runs `work`, then either `done` with its result or `failed` with what it threw, both on the
    /// window's thread.
    public <T> void run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        workers.execute(
                () -> {
                    T result;
                    try {
                        result = work.call();
                    } catch (Exception e) {
                        LOG.debug("work for the window failed", e);
                        window.execute(() -> failed.accept(e));
                        return;
                    }
                    window.execute(() -> done.accept(result));
                });
    }

    /// Runs `work` that has no result.
    public void perform(Runnable work, Runnable done, Consumer<Exception> failed) {
        this.<Boolean>run(
                () -> {
                    work.run();
                    return Boolean.TRUE;
                },
                ok -> done.run(),
                failed);
    }

    /// Runs `change` on the window's thread.
    public void onWindow(Runnable change) {
        window.execute(change);
    }

    /// The threads that may block.
    public Executor workers() {
        return workers;
    }

    /// A lane for questions of which only the latest matters, as while a scrubber is dragged.
    public Lane lane() {
        return new Lane();
    }

    /// Runs one question at a time; while one runs, later ones replace each other, and an answer
    /// that a newer question has made useless is not delivered. Used on the window's thread.
    public final class Lane {
        private final AtomicLong latest = new AtomicLong();
        private boolean busy;
        private Runnable next = () -> {};
        private boolean waiting;

        private Lane() {}

        /// Asks; `done` or `failed` is called on the window's thread unless a newer question came.
        public <T> void ask(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
            long mine = latest.incrementAndGet();
            Runnable start =
                    () ->
                            run(
                                    work,
                                    result -> finish(mine, () -> done.accept(result)),
                                    failure -> finish(mine, () -> failed.accept(failure)));
            if (busy) {
                next = start;
                waiting = true;
            } else {
                busy = true;
                start.run();
            }
        }

        /// Drops what is under way or waits: nobody wants its answer any more.
        public void forget() {
            latest.incrementAndGet();
            waiting = false;
            next = () -> {};
        }

        private void finish(long mine, Runnable deliver) {
            busy = false;
            if (waiting) {
                waiting = false;
                busy = true;
                next.run();
            }
            if (mine == latest.get()) {
                deliver.run();
            }
        }
    }
}
