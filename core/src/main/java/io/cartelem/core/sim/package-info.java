/// The simulated vehicle and what stands in for hardware: pseudo terminals, in-memory links and
/// clocks that speak to the very same collectors as real devices. Each class states its threads.
@NullMarked
package io.cartelem.core.sim;

import org.jspecify.annotations.NullMarked;
