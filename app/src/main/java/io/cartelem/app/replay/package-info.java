/// The replay of recorded sessions: a player that moves a cursor, and charts, map, values and
/// statistics that follow it. FX thread; the store is asked in the background.
@NullMarked
package io.cartelem.app.replay;

import org.jspecify.annotations.NullMarked;
