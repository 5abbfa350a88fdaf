/// CAN frames as text: the lines of `candump -L` and of SLCAN adapters. Pure; each object is used
/// by one thread.
@NullMarked
package io.cartelem.core.can.wire;

import org.jspecify.annotations.NullMarked;
