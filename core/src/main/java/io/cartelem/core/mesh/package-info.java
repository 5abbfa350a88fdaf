/// The radio between car and pit over two Meshtastic nodes: what the car sends when, what the pit
/// makes of it. A role belongs to its collector's thread; its status may be asked on any thread.
@NullMarked
package io.cartelem.core.mesh;

import org.jspecify.annotations.NullMarked;
