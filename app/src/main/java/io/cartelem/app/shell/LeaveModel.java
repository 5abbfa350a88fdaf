package io.cartelem.app.shell;

import io.cartelem.app.desk.Jobs;
import io.cartelem.app.text.Presentation;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;

/// The way out. At once when nothing is under way; else after a question, for which nothing waits:
/// recording and exports go on until a person has answered. FX thread.
public final class LeaveModel {
    private final RecordingModel recording;
    private final Jobs jobs;
    private final Presentation presentation;
    private final Runnable close;
    private final ReadOnlyStringWrapper question = new ReadOnlyStringWrapper("");
    private boolean leaving;

    /// Whether the recording could not be ended; the next answer closes all the same, because the
    /// next start recovers it.
    private boolean stuck;

    /// @param close closes the window
    public LeaveModel(
            RecordingModel recording, Jobs jobs, Presentation presentation, Runnable close) {
        this.recording = recording;
        this.jobs = jobs;
        this.presentation = presentation;
        this.close = close;
        recording.recordingProperty().addListener((p, old, now) -> changed());
        jobs.running().addListener((ListChangeListener<Jobs.Job>) change -> changed());
    }

    /// Somebody wants to close the window.
    public void ask() {
        if (nothingUnderWay()) {
            close.run();
        } else if (!leaving) {
            question.set(words());
        }
    }

    /// Ends what is under way, keeps what was recorded, and closes.
    public void leave() {
        question.set("");
        if (stuck) {
            close.run();
            return;
        }
        leaving = true;
        jobs.running().forEach(Jobs.Job::cancel);
        if (recording.recordingProperty().get()) {
            recording.stop(
                    failure -> {
                        leaving = false;
                        stuck = true;
                        question.set(presentation.text("leave.failed"));
                    });
        }
        changed();
    }

    /// The person thought better of it.
    public void stay() {
        question.set("");
    }

    /// What is to be decided, empty while nothing is.
    public ReadOnlyStringProperty questionProperty() {
        return question.getReadOnlyProperty();
    }

    private boolean nothingUnderWay() {
        return !recording.recordingProperty().get() && jobs.running().isEmpty();
    }

    private void changed() {
        if (leaving && nothingUnderWay()) {
            leaving = false;
            close.run();
        } else if (!leaving && !stuck && !question.get().isEmpty()) {
            question.set(nothingUnderWay() ? "" : words());
        }
    }

    private String words() {
        return recording.recordingProperty().get()
                ? presentation.text("leave.recording", recording.sessionProperty().get())
                : presentation.text("leave.jobs", jobs.running().getFirst().title());
    }
}
