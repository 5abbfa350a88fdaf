/// gpsd's JSON reports, decoded. Pure; a decoder is used by one thread.
@NullMarked
package io.cartelem.core.gps.gpsd;

import org.jspecify.annotations.NullMarked;
