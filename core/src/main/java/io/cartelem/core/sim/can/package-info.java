/// A simulated CAN bus with what can be plugged into it: a SLCAN adapter, and a `candump -L` behind
/// a socket. Safe on any thread where it says so.
@NullMarked
package io.cartelem.core.sim.can;

import org.jspecify.annotations.NullMarked;
