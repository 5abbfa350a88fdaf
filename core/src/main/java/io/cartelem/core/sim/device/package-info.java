/// What the simulated devices share: a device serves one client at a time on its server's thread;
/// its faults are switched from any other.
@NullMarked
package io.cartelem.core.sim.device;

import org.jspecify.annotations.NullMarked;
