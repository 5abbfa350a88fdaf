package io.cartelem.core.thread;

/// Waiting for threads to end. Any thread.
public final class Threads {
    private Threads() {}

    /// Interrupts a thread and waits until it is gone, like [#awaitEnd].
    public static void end(Thread thread) {
        thread.interrupt();
        awaitEnd(thread);
    }

    /// Waits until a thread is gone, even if the waiting thread is interrupted itself: what is
    /// closed must be closed when the caller goes on. That interrupt is kept for later.
    public static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
