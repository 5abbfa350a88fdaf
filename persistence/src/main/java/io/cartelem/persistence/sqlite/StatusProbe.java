package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreStatus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Looks at the store and its disk.
final class StatusProbe {
    private StatusProbe() {}

    static StoreStatus of(Path file, Writer writer) {
        StoreException problem = writer.problem();
        Backlog.Account account = writer.account();
        return new StoreStatus(
                file.toString(),
                writer.isOpen(),
                size(file),
                free(file),
                account.waiting(),
                account.lost(),
                problem == null ? null : problem.getMessage());
    }

    /// The file and the log beside it.
    private static long size(Path file) {
        try {
            Path log = StoreFile.sibling(file, "-wal");
            return Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException e) {
            return -1;
        }
    }

    private static long free(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
