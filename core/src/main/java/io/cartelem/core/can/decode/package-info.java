/// From a frame to samples: what a DBC file says, compiled once into tables, so that decoding a
/// frame allocates nothing. Each decoder is used by one thread.
@NullMarked
package io.cartelem.core.can.decode;

import org.jspecify.annotations.NullMarked;
