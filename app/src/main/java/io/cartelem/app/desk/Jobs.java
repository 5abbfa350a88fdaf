package io.cartelem.app.desk;

import io.cartelem.app.fx.Background;
import io.cartelem.core.port.Progress;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/// Long work that a person started: shown with its progress at the lower edge, and cancelled there.
/// FX thread; the work runs in the background.
public final class Jobs {
    private final Background background;
    private final Notices notices;
    private final ObservableList<Job> running = FXCollections.observableArrayList();
    private final ObservableList<Job> view = FXCollections.unmodifiableObservableList(running);

    public Jobs(Background background, Notices notices) {
        this.background = background;
        this.notices = notices;
    }

    /// Work that reports its progress and stops when that says so.
    @FunctionalInterface
    public interface Work<T> {
        T run(Progress progress) throws IOException;
    }

    /// One piece of work.
    public static final class Job {
        private final String title;
        private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
        private volatile double reported = -1;
        private volatile boolean cancelled;

        private Job(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /// From 0 to 1, −1 while not known.
        public ReadOnlyDoubleProperty progressProperty() {
            return progress.getReadOnlyProperty();
        }

        /// Stops the work; it leaves nothing behind.
        public void cancel() {
            cancelled = true;
        }

        private boolean report(long done, long total) {
            reported = total > 0 ? Math.clamp((double) done / total, 0, 1) : -1;
            return !cancelled;
        }
    }

    /// Starts `work`; `done` gets its result. A failure is told as a notice.
    ///
    /// @param cancelled what to say when a person has stopped it
    public <T> Job start(String title, Work<T> work, Consumer<T> done, String cancelled) {
        Job job = new Job(title);
        running.add(job);
        background.<T>run(
                () -> work.run(job::report),
                result -> {
                    running.remove(job);
                    done.accept(result);
                },
                failure -> {
                    running.remove(job);
                    if (failure instanceof CancellationException) {
                        notices.done(cancelled);
                    } else {
                        notices.trouble(failure);
                    }
                });
        return job;
    }

    /// Moves the bars; once a frame.
    public void update() {
        for (Job job : running) {
            job.progress.set(job.reported);
        }
    }

    public ObservableList<Job> running() {
        return view;
    }
}
