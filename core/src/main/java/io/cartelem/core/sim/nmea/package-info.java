/// The simulated satellite receiver: NMEA 0183 out, configuration of the common chip makers in. One
/// thread reads for a client, one writes; faults may be switched from any other.
@NullMarked
package io.cartelem.core.sim.nmea;

import org.jspecify.annotations.NullMarked;
