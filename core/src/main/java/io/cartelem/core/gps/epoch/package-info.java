/// Reports of one moment merged to one epoch, and its UTC. Pure; a merger is used by one thread.
@NullMarked
package io.cartelem.core.gps.epoch;

import org.jspecify.annotations.NullMarked;
