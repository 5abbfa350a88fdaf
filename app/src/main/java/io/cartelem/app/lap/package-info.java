/// The laps page: laps of a recorded session, and the lap being driven. Everything is used on the
/// FX thread; cutting is done in the background.
@NullMarked
package io.cartelem.app.lap;

import org.jspecify.annotations.NullMarked;
