package io.cartelem.core.collect;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;

/// Speaks one device's protocol over an open link and publishes what it says. The supervisor opens
/// and closes the link, calls [#run] again after a loss, and never calls it on two threads at once,
/// so a collector may keep in its fields what it learned about the device.
public interface Collector {

    /// The source of its channels, for example `obd`.
    String source();

    /// Runs one connection on the calling thread until the link fails or the thread is interrupted.
    /// Does not close the link.
    ///
    /// @throws LinkException when the link is lost or the device does not answer; its sentence is
    ///   shown
    /// @throws InterruptedException when asked to stop
    void run(ByteLink link, CollectorContext context) throws LinkException, InterruptedException;
}
