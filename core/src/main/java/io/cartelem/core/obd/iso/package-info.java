/// From frames on the car's bus to whole OBD messages: ISO 15765-2 reassembly per control unit and
/// the replies of ISO 15031-5. Pure functions over immutable values, safe on any thread.
@NullMarked
package io.cartelem.core.obd.iso;

import org.jspecify.annotations.NullMarked;
