package io.cartelem.persistence.sqlite;

import java.util.List;

/// What a repair could save.
///
/// @param sessions sessions in the new file
/// @param samples samples in the new file
/// @param losses a sentence for each thing that could not be saved; at most a few hundred
public record RepairReport(long sessions, long samples, List<String> losses) {
    public RepairReport {
        losses = List.copyOf(losses);
    }
}
