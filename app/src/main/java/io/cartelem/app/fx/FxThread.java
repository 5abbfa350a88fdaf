package io.cartelem.app.fx;

import javafx.animation.PauseTransition;
import javafx.application.Platform;

import java.time.Duration;
import java.util.concurrent.Executor;

/// The FX thread as an executor. Any thread may hand it work.
public enum FxThread implements Executor {
    INSTANCE;

    /// Runs `command` on the FX thread: at once when called there, else as soon as it is free.
    @Override
    public void execute(Runnable command) {
        if (Platform.isFxApplicationThread()) {
            command.run();
        } else {
            Platform.runLater(command);
        }
    }

    /// Runs `action` once, on the FX thread, when `delay` is over; called on the FX thread.
    public static void after(Duration delay, Runnable action) {
        PauseTransition pause =
                new PauseTransition(javafx.util.Duration.seconds((double) delay.toSeconds()));
        pause.setOnFinished(e -> action.run());
        pause.play();
    }

    /// Whether the caller is on it; for assertions.
    public static boolean here() {
        return Platform.isFxApplicationThread();
    }

    /// Ends the toolkit, so that the call that launched it returns.
    public static void exit() {
        Platform.exit();
    }
}
