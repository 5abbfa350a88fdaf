/// The LAN side of Cartelem: REST, WebSocket and web pages over the ports of core. The server asks,
/// the application decides: everything it needs comes in one [ServerContext]. Requests run on
/// virtual threads, the live stream on one thread named `stream`.
@NullMarked
package io.cartelem.server;

import org.jspecify.annotations.NullMarked;
