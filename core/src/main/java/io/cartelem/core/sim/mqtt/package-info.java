/// A broker for one process: enough of MQTT 3.1.1 to bring messages to a subscriber over loopback
/// TCP. Each client has a virtual thread; publishing happens on the caller's.
@NullMarked
package io.cartelem.core.sim.mqtt;

import org.jspecify.annotations.NullMarked;
