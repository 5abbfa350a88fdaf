package io.cartelem.app.cli;

import io.cartelem.core.port.StoreException;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import java.io.PrintWriter;

/// A command cannot go on; the message is shown as it is and the process ends with the code.
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int FAILED = 1;
    static final int USAGE = 2;

    private final int exitCode;

    CommandFailure(int exitCode, @Nullable String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /// Says why `command` ended, whatever ended it.
    ///
    /// @return the exit code
    static int tell(Exception failure, String command, PrintWriter err) {
        switch (failure) {
            case CommandFailure refused -> {
                err.println(refused.getMessage());
                return refused.exitCode;
            }
            case StoreException store -> err.println(store.getMessage());
            default -> {
                err.println(
                        "Cartelem failed: " + failure.getMessage() + " (details are in the log)");
                // no constant: the first logger made decides where the log is
                LoggerFactory.getLogger(CommandFailure.class).error("{} failed", command, failure);
            }
        }
        return FAILED;
    }
}
