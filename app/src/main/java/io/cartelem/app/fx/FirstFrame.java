package io.cartelem.app.fx;

import javafx.animation.AnimationTimer;
import javafx.stage.Stage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;

/// Says in the log how long a person waited for the window: from the start of the process to the
/// second frame, because the first one is begun before the window is on the screen.
public final class FirstFrame extends AnimationTimer {
    private static final Logger LOG = LoggerFactory.getLogger(FirstFrame.class);

    private int frames;

    private FirstFrame() {}

    /// FX thread, after `stage` was shown.
    public static void report(Stage stage) {
        if (stage.isShowing()) {
            new FirstFrame().start();
        }
    }

    @Override
    public void handle(long now) {
        frames++;
        if (frames > 2) {
            stop();
            long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
            LOG.info(
                    "the window was painted {} ms after the start",
                    System.currentTimeMillis() - begun);
        }
    }
}
