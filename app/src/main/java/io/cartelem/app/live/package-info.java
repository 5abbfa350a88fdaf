/// The live view: status cards with value, unit and age. FX thread only.
@NullMarked
package io.cartelem.app.live;

import org.jspecify.annotations.NullMarked;
