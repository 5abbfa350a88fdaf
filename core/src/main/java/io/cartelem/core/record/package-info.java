/// Turning the live stream into a session: start, stop, markers, clock anchors, frames. Samples are
/// handed to the store on the publisher's thread; one thread of its own, named `recorder`, does
/// what is due by time.
@NullMarked
package io.cartelem.core.record;

import org.jspecify.annotations.NullMarked;
