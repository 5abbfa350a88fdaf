package io.cartelem.persistence.chunk;

import org.jspecify.annotations.Nullable;

/// The decoded values of a text channel.
///
/// @param qualities a code of [io.cartelem.core.model.Quality] for each value, null if all are good
public record TextColumn(String[] texts, byte @Nullable [] qualities) {}
