package io.cartelem.app.support;

import io.cartelem.core.config.Configuration;

import java.util.List;

/// The settings as the support bundle shows them.
public final class SupportSettings {
    private SupportSettings() {}

    /// A line for each: key, value (secrets masked), where it came from.
    public static List<String> lines(Configuration config) {
        return config.entries().stream()
                .map(
                        entry ->
                                entry.key().name()
                                        + "="
                                        + entry.text()
                                        + "  # "
                                        + entry.origin().label())
                .toList();
    }
}
