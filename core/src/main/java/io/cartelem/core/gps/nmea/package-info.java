/// Verified NMEA sentences to reports: what one sentence says, in SI-like units, with nothing where
/// it says nothing. Pure; a decoder is used by one thread.
@NullMarked
package io.cartelem.core.gps.nmea;

import org.jspecify.annotations.NullMarked;
