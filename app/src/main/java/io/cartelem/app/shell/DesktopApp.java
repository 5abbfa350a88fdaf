package io.cartelem.app.shell;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.Dialogs;
import io.cartelem.app.fx.FxThread;
import io.cartelem.app.fx.ToolkitStart;

import javafx.application.Application;
import javafx.stage.Stage;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// The JavaFX application. Its one entry is [#run], because the toolkit makes the instance itself.
public final class DesktopApp extends Application {
    private static final AtomicReference<@Nullable Handover> NEXT = new AtomicReference<>();

    private record Handover(
            Desk desk, Desktop.Start start, Background background, @Nullable Duration time) {}

    /// Opens the window on `desk` and returns when it was closed. Once in a process, not on the FX
    /// thread.
    ///
    /// @param time after which the window closes by itself, null for never
    /// @throws IllegalStateException if this system lets no window be opened; says why
    public static void run(Desk desk, @Nullable Duration time) {
        Background background = Background.onVirtualThreads();
        Handover handover =
                new Handover(desk, Desktop.Start.of(desk, background), background, time);
        if (!NEXT.compareAndSet(null, handover)) {
            throw new IllegalStateException("the window was opened already");
        }
        ToolkitStart.await();
        launch(DesktopApp.class);
    }

    @Override
    public void start(Stage stage) {
        Handover handover = NEXT.get();
        if (handover == null) {
            throw new IllegalStateException("start the window with DesktopApp.run");
        }
        new Desktop(
                        handover.desk(),
                        handover.start(),
                        stage,
                        handover.background(),
                        Dialogs.ofSystem(() -> stage))
                .show();
        if (handover.time() != null) {
            FxThread.after(handover.time(), stage::close);
        }
    }
}
