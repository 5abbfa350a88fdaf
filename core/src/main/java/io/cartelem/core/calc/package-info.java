/// The source `calc`: channels that the user calculates from others by expressions, live on the bus.
/// Expressions are parsed and evaluated by EvalEx; what depends on time (derivative, integral, mean,
/// lag) is Cartelem's own. One collector, one thread.
@NullMarked
package io.cartelem.core.calc;

import org.jspecify.annotations.NullMarked;
