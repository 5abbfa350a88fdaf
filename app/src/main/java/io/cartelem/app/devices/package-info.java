/// What is plugged in, what each collector says, and which port is what. FX thread; ports are
/// searched in the background.
@NullMarked
package io.cartelem.app.devices;

import org.jspecify.annotations.NullMarked;
