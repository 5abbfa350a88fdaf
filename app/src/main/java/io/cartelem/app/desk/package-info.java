/// What the desktop needs of the station it stands on, and what it hands to its views. The station
/// implements these; they are called from the FX thread only where a method says that it is quick.
@NullMarked
package io.cartelem.app.desk;

import org.jspecify.annotations.NullMarked;
