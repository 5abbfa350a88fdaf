package io.cartelem.persistence.chunk;

import org.jspecify.annotations.Nullable;

/// The decoded values of a numeric channel.
///
/// @param qualities a code of [io.cartelem.core.model.Quality] for each value, null if all are good
public record NumberColumn(double[] values, byte @Nullable [] qualities) {}
