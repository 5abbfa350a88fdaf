/// Sensors that a user describes in a file: what is wanted ([SensorFile]), how a line becomes
/// samples ([SensorReader]), and the collector that does it. A reader and a collector are confined
/// to one thread; descriptions are immutable.
@NullMarked
package io.cartelem.core.sensor;

import org.jspecify.annotations.NullMarked;
