package io.cartelem.persistence.importer;

import java.io.IOException;
import java.nio.file.Path;

/// One kind of file that can be imported. Has no state; a call's state belongs to its thread.
interface LogFormat {

    /// Its name for a person.
    String title();

    /// Whether a file that begins like this is of this format.
    boolean recognises(Head head);

    /// Whether the file itself says how many decimals a channel has.
    default boolean knowsDecimals() {
        return false;
    }

    /// Reads the whole file into `sink`. What is wrong with a line goes to [LogSink#problem].
    ///
    /// @throws IOException if the file cannot be read, or its beginning makes all of it useless
    void read(Path file, LogSink sink) throws IOException;
}
