/// What a driver wants to know a minute after stopping: one page of figures from a recording.
/// Nothing of it is stored; it is computed anew whenever somebody asks. Safe on any thread; asking
/// takes as long as reading a few channels.
@NullMarked
package io.cartelem.core.debrief;

import org.jspecify.annotations.NullMarked;
