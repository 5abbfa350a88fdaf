/// Finding out what is plugged in: which port exists, and which device answers on it. Runs on the
/// thread of whoever asks.
@NullMarked
package io.cartelem.core.collect.discovery;

import org.jspecify.annotations.NullMarked;
