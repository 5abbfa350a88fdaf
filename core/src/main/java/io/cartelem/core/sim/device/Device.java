package io.cartelem.core.sim.device;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;

/// A simulated device at the far end of a link. What a client sets on it outlives the client, as it
/// does in a real device that stays powered.
public interface Device {

    /// Serves one client until it leaves.
    ///
    /// @throws LinkException when the link is lost or closed; that is how service usually ends
    /// @throws InterruptedException when the device is to stop
    void serve(ByteLink link) throws LinkException, InterruptedException;

    /// Returns to the state it has when power is applied.
    void powerCycle();
}
