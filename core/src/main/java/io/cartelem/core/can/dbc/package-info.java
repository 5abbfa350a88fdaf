/// What a DBC file says of a bus: messages, signals, their texts. Pure and immutable once read; any
/// thread.
@NullMarked
package io.cartelem.core.can.dbc;

import org.jspecify.annotations.NullMarked;
