/// The simulated car: a real lap, the physics around it, and the control units that answer
/// diagnostic requests about it. The state is a pure function of time; what a person can switch
/// (ignition, trouble codes) is safe on any thread.
@NullMarked
package io.cartelem.core.sim.car;

import org.jspecify.annotations.NullMarked;
