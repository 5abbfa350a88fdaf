/// The source `can`: every frame of a car's bus, read from a SLCAN adapter or from `candump -L`,
/// and decoded by the user's DBC file. One collector, one thread.
@NullMarked
package io.cartelem.core.can;

import org.jspecify.annotations.NullMarked;
