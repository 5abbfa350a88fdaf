/// Laps of sessions: the courses a user saved, laps and comparisons from recordings, laps of the
/// drive going on. Laps are never stored, always cut anew from the positions recorded. Safe on any
/// thread.
@NullMarked
package io.cartelem.core.lap.session;

import org.jspecify.annotations.NullMarked;
