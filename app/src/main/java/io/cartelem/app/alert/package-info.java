/// Open alerts at the lower edge of every page. Used on the FX thread.
@NullMarked
package io.cartelem.app.alert;

import org.jspecify.annotations.NullMarked;
