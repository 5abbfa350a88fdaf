package io.cartelem.core.config;

import io.cartelem.core.config.Configuration.Origin;

/// Something about the settings that a person should know.
///
/// @param key the key as it was written
/// @param origin where it was written
/// @param fatal whether the value cannot be used; a warning otherwise
/// @param sentence what is wrong and what is allowed
public record ConfigProblem(String key, Origin origin, boolean fatal, String sentence) {}
