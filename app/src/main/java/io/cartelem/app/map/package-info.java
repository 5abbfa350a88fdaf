/// The map: tiles from a file, the disk cache or an allowed server, and the track on a canvas over
/// them. FX thread, except that tiles are fetched on background threads.
@NullMarked
package io.cartelem.app.map;

import org.jspecify.annotations.NullMarked;
