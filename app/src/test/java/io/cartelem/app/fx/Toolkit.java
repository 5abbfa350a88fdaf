package io.cartelem.app.fx;

import javafx.application.Platform;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The one place where tests start the toolkit.
public final class Toolkit {
    /// A whole window is built in one turn of the FX thread: seconds on a machine that starves.
    private static final long PATIENCE_S = 120;

    private static boolean started;

    private Toolkit() {}

    public static synchronized void start() {
        if (!started) {
            started = true;
            // pictures are drawn by the processor here; fewer of them leave it to what is tested
            System.getProperties().putIfAbsent("javafx.animation.pulse", "20");
            CompletableFuture<Void> up = new CompletableFuture<>();
            Platform.startup(() -> up.complete(null));
            up.join();
            Platform.setImplicitExit(false);
        }
    }

    /// Runs `work` on the FX thread and waits for it.
    public static <T> T call(Callable<T> work) {
        start();
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(
                () -> {
                    try {
                        done.complete(work.call());
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                });
        try {
            return done.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    public static void run(Runnable work) {
        call(
                () -> {
                    work.run();
                    return null;
                });
    }
}
