/// The latest value, age and recent history of every channel. Written by publishers, read by any
/// thread.
@NullMarked
package io.cartelem.core.live;

import org.jspecify.annotations.NullMarked;
