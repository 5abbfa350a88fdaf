package io.cartelem.core.can.dbc;

/// A piece of a DBC file.
///
/// @param text a string without its quotes
/// @param line counted from 1
/// @param first whether it is the first of its line
record DbcToken(Kind kind, String text, int line, boolean first) {

    enum Kind {
        WORD,
        NUMBER,
        STRING,
        /// One character.
        MARK,
        END
    }

    boolean is(String wanted) {
        return kind != Kind.STRING && kind != Kind.END && text.equals(wanted);
    }

    /// As shown in a sentence.
    String shown() {
        return switch (kind) {
            case END -> "the end of the file";
            case STRING -> "the text \"" + shortened() + "\"";
            case WORD, NUMBER, MARK -> "\"" + shortened() + "\"";
        };
    }

    private String shortened() {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
