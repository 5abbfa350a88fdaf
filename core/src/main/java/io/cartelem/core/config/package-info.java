/// Settings, typed and checked once at the start, each with the place it came from. Immutable; safe
/// on any thread.
@NullMarked
package io.cartelem.core.config;

import org.jspecify.annotations.NullMarked;
