/// The few protobuf messages that Cartelem exchanges with a Meshtastic node, written from their
/// field numbers. Immutable values and pure functions, safe on any thread; a reader or writer
/// belongs to one thread.
@NullMarked
package io.cartelem.core.mesh.proto;

import org.jspecify.annotations.NullMarked;
