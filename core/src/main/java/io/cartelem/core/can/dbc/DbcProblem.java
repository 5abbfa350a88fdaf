package io.cartelem.core.can.dbc;

/// Something in a DBC file that was not understood.
///
/// @param file the file's name
/// @param line counted from 1
/// @param text what is wrong, and what was left out because of it
public record DbcProblem(String file, int line, String text) {
    @Override
    public String toString() {
        return file + ", line " + line + ": " + text;
    }
}
