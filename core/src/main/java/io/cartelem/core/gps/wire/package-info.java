/// Bytes of a satellite receiver to verified frames: NMEA sentences and u-blox binary messages.
/// Pure; a framer is used by one thread.
@NullMarked
package io.cartelem.core.gps.wire;

import org.jspecify.annotations.NullMarked;
