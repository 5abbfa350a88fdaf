/// Collectors and their supervision: one thread per collector, named for its source.
@NullMarked
package io.cartelem.core.collect;

import org.jspecify.annotations.NullMarked;
