package io.cartelem.persistence.sqlite;

import java.util.List;

/// What a check of all recordings has found.
///
/// @param samples samples that could be read
/// @param problems a sentence for each thing that is wrong, empty if all is well; at most a few
///   hundred
public record IntegrityReport(long samples, List<String> problems) {
    public IntegrityReport {
        problems = List.copyOf(problems);
    }

    public boolean sound() {
        return problems.isEmpty();
    }
}
