/// The settings with the same keys as the environment. FX thread; files are read and written in the
/// background.
@NullMarked
package io.cartelem.app.settings;

import org.jspecify.annotations.NullMarked;
