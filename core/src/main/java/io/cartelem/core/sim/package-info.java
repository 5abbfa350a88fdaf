/// The simulated vehicle: a car that drives a real lap, an ELM327 or STN adapter with its control
/// units and a satellite receiver, served over loopback TCP or ptys to the same collectors that
/// talk to real devices. Each served device has its own threads, which end with it.
@NullMarked
package io.cartelem.core.sim;

import org.jspecify.annotations.NullMarked;
