/// The simulated ELM327 or STN adapter: bytes in, bytes out, with the car behind it. One thread
/// serves a client; faults may be switched from any other.
@NullMarked
package io.cartelem.core.sim.elm;

import org.jspecify.annotations.NullMarked;
