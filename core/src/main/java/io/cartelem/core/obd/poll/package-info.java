/// When to ask for what: the wanted channels with their rates, earliest deadline first, and the
/// rates that are really reached. Used by the collector's thread only, unless a type says
/// otherwise.
@NullMarked
package io.cartelem.core.obd.poll;

import org.jspecify.annotations.NullMarked;
