/// Brings together what was recorded of one drive in two places: in the car, and by radio in the
/// pit. Used by one thread at a time, the one that imports.
@NullMarked
package io.cartelem.persistence.align;

import org.jspecify.annotations.NullMarked;
