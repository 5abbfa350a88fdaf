/// The debrief: a session on one page, offered when its recording ends. Used on the FX thread; the
/// page is computed in the background.
@NullMarked
package io.cartelem.app.debrief;

import org.jspecify.annotations.NullMarked;
