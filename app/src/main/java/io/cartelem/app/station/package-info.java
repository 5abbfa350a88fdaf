/// The composition root: puts store, bus, collectors, recorder and server together as the settings
/// say, with or without a window. Safe on any thread; opening, switching and closing wait for
/// devices and disk.
@NullMarked
package io.cartelem.app.station;

import org.jspecify.annotations.NullMarked;
