/// How one line of text becomes rows of fields: CSV, JSON, key=value, NMEA-like sentences, regular
/// expressions. Each format is confined to one thread, because some remember a header.
@NullMarked
package io.cartelem.core.sensor.format;

import org.jspecify.annotations.NullMarked;
