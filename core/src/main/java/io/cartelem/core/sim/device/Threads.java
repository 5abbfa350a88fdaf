package io.cartelem.core.sim.device;

/// Waiting for a simulated device's threads to end.
public final class Threads {
    private Threads() {}

    /// Interrupts a thread and waits until it is gone, even if the waiting thread is interrupted
    /// itself; that interrupt is kept for later.
    public static void end(Thread thread) {
        thread.interrupt();
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
