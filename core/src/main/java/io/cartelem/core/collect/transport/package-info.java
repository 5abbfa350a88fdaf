/// Byte links to devices: serial, TCP, UDP, replayed captures. A link is read by one thread and may
/// be closed by any other; only this package opens ports.
@NullMarked
package io.cartelem.core.collect.transport;

import org.jspecify.annotations.NullMarked;
