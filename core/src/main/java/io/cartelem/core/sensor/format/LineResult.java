package io.cartelem.core.sensor.format;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a line was.
public sealed interface LineResult {

    /// Rows of fields, each in the order of the wanted values; null where the line has none.
    record Rows(List<@Nullable String[]> rows) implements LineResult {}

    /// Nothing to take from it, and nothing wrong: a header, a comment, another sentence.
    record Nothing(String why) implements LineResult {}

    /// Not what was described.
    ///
    /// @param reason why, without the line's own text, so that equal reasons can be counted
    record Refused(String reason) implements LineResult {}
}
