/// The conversation with a Meshtastic node over its stream of bytes: frames, handshake, heartbeat,
/// queue and refusals. Pure: bytes and times go in, bytes and events come out; a session belongs to
/// one thread.
@NullMarked
package io.cartelem.core.mesh.stream;

import org.jspecify.annotations.NullMarked;
