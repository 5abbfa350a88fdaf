/// The drive going on as a driver sees it: lap times and deltas as cards and over the whole screen.
/// FX thread only.
@NullMarked
package io.cartelem.app.driver;

import org.jspecify.annotations.NullMarked;
