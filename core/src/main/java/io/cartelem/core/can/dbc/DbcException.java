package io.cartelem.core.can.dbc;

/// A DBC file cannot be used at all. The message names file, line where there is one, and what is
/// wrong.
public final class DbcException extends Exception {
    private static final long serialVersionUID = 1L;

    public DbcException(String sentence) {
        super(sentence);
    }
}
