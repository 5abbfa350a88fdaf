/// What kind of receiver it is and how it is told the baud rate, the sentences and the rate. Runs
/// on the collector's thread.
@NullMarked
package io.cartelem.core.gps.receiver;

import org.jspecify.annotations.NullMarked;
