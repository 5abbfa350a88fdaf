/// The window: menu, recording bar, navigation, first start and notices. FX thread only.
@NullMarked
package io.cartelem.app.shell;

import org.jspecify.annotations.NullMarked;
