package io.cartelem.app.cli;

import org.jspecify.annotations.Nullable;

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

    int exitCode() {
        return exitCode;
    }
}
