package io.cartelem.app.fx;

import javafx.application.Platform;
import javafx.scene.Scene;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/// The start of JavaFX's toolkit, which takes as long as opening a store and goes on beside it.
public final class ToolkitStart {
    private static final AtomicReference<@Nullable CompletableFuture<Scene>> STARTED =
            new AtomicReference<>();

    private ToolkitStart() {}

    /// Begins to start it and returns at once. Any thread; what was begun is not begun again.
    public static void prepare() {
        CompletableFuture<Scene> started = new CompletableFuture<>();
        if (STARTED.compareAndSet(null, started)) {
            Thread.ofPlatform().daemon().name("toolkit").start(() -> start(started));
        }
    }

    private static void start(CompletableFuture<Scene> started) {
        try {
            Platform.startup(() -> rehearse(started));
        } catch (Throwable e) {
            started.completeExceptionally(e);
        }
    }

    private static void rehearse(CompletableFuture<Scene> started) {
        try {
            started.complete(Theme.rehearse());
        } catch (Throwable e) {
            started.completeExceptionally(e);
        }
    }

    /// Waits until it stands, where it was prepared.
    ///
    /// @throws IllegalStateException if this system lets no window be opened; says why
    public static void await() {
        CompletableFuture<Scene> started = STARTED.get();
        if (started != null) {
            try {
                started.join();
            } catch (CompletionException e) {
                throw new IllegalStateException(
                        "No window can be opened here: %s. `cartelem serve` needs none."
                                .formatted(reason(e)),
                        e.getCause());
            }
        }
    }

    private static String reason(CompletionException e) {
        return e.getCause() == null ? e.toString() : String.valueOf(e.getCause().getMessage());
    }
}
