/// What the bytes of a mode 01 reply mean: a table read from a resource, formulas evaluated from
/// it, no code per PID. Immutable values, safe on any thread.
@NullMarked
package io.cartelem.core.obd.pid;

import org.jspecify.annotations.NullMarked;
