/// Lap timing from positions: projection, timing lines, cutting, judging, comparing and the live
/// timer. Pure algorithms without clocks or input and output; mutable objects belong to one thread,
/// records are immutable.
@NullMarked
package io.cartelem.core.lap;

import org.jspecify.annotations.NullMarked;
