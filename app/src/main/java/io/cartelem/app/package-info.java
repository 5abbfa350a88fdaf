/// Where Cartelem starts.
@NullMarked
package io.cartelem.app;

import org.jspecify.annotations.NullMarked;
