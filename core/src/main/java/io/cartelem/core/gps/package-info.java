/// Satellite receivers: bytes to epochs (`wire`, `nmea`, `epoch`), gpsd, the receivers' setup, and
/// the collector that publishes them. One thread per collector.
@NullMarked
package io.cartelem.core.gps;

import org.jspecify.annotations.NullMarked;
