package io.cartelem.app.fx;

import javafx.animation.AnimationTimer;
import javafx.stage.Stage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;

/// Says in the log how long a person waited for the window: from the start of the process to the
/// second frame, because the first one is begun before the window is on the screen. What can wait
/// until then goes on from there.
public final class FirstFrame extends AnimationTimer {
    private static final Logger LOG = LoggerFactory.getLogger(FirstFrame.class);

    private final Stage stage;
    private final Runnable then;
    private int frames;

    private FirstFrame(Stage stage, Runnable then) {
        this.stage = stage;
        this.then = then;
    }

    /// FX thread, after `stage` was shown.
    ///
    /// @param then runs on the FX thread when the window stands before the user; not at all where
    ///   it is closed before
    public static void await(Stage stage, Runnable then) {
        new FirstFrame(stage, then).start();
    }

    @Override
    public void handle(long now) {
        frames++;
        if (!stage.isShowing()) {
            stop();
        } else if (frames > 2) {
            stop();
            long painted = System.currentTimeMillis();
            then.run();
            long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
            LOG.info("the window was painted {} ms after the start", painted - begun);
        }
    }
}
