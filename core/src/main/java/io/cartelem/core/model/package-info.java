/// The nouns of telemetry: channels, samples, sessions, time. Immutable values, safe on any thread.
@NullMarked
package io.cartelem.core.model;

import org.jspecify.annotations.NullMarked;
