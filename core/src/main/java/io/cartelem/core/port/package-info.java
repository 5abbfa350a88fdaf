/// What core asks of the outside: a clock, a store, readers, exporters. Implementations live in
/// other modules; each interface states its threads.
@NullMarked
package io.cartelem.core.port;

import org.jspecify.annotations.NullMarked;
