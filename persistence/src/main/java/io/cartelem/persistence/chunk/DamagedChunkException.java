package io.cartelem.persistence.chunk;

/// Bytes that are not an intact column: cut short, altered, or of a format this version does not
/// know. The message says what is wrong, without place; the caller knows the place.
public final class DamagedChunkException extends Exception {
    private static final long serialVersionUID = 1L;

    public DamagedChunkException(String sentence) {
        super(sentence);
    }
}
