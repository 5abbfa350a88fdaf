/// The live stream and replays over WebSocket. One thread, `stream`, serves all live clients and
/// never waits for one of them; every replay has a virtual thread of its own.
@NullMarked
package io.cartelem.server.stream;

import org.jspecify.annotations.NullMarked;
