package io.cartelem.core.port;

import java.io.IOException;

/// A file cannot be imported. The message is a sentence for a person: what is wrong, and where.
public final class ImportException extends IOException {
    private static final long serialVersionUID = 1L;

    public ImportException(String sentence) {
        super(sentence);
    }

    public ImportException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
