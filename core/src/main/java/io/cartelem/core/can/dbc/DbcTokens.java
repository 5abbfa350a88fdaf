package io.cartelem.core.can.dbc;

import io.cartelem.core.can.dbc.DbcToken.Kind;

import java.util.ArrayList;
import java.util.List;

/// Cuts the text of a DBC file into tokens. Strings may run over lines; `\"` does not end one.
final class DbcTokens {
    private final String text;
    private final List<DbcToken> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    private DbcTokens(String text) {
        this.text = text;
    }

    /// All tokens; the last one is of the kind END.
    static List<DbcToken> of(String text) {
        DbcTokens cutter = new DbcTokens(text);
        cutter.cut();
        return cutter.tokens;
    }

    private void cut() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                at++;
            } else if (c <= ' ' || c == '\uFEFF' || c == '\u00A0') {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == '"') {
                string();
            } else if (startsNumber(c)) {
                number();
            } else if (isWord(c)) {
                word();
            } else {
                add(Kind.MARK, at, at + 1);
                at++;
            }
        }
        add(Kind.END, "", line);
    }

    private void add(Kind kind, int from, int to) {
        add(kind, text.substring(from, to), line);
    }

    private void add(Kind kind, String value, int startLine) {
        boolean first = tokens.isEmpty() || tokens.getLast().line() < startLine;
        tokens.add(new DbcToken(kind, value, startLine, first));
    }

    private void string() {
        int startLine = line;
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                c = '"';
                at++;
            } else if (c == '\n') {
                line++;
            }
            value.append(c);
        }
        at++;
        add(Kind.STRING, value.toString(), startLine);
    }

    /// A sign belongs to a number if a digit follows; in `@0+ (1,0)` it stands for itself.
    private boolean startsNumber(char c) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return isDigit(c) || ((c == '-' || c == '+' || c == '.') && (isDigit(next) || next == '.'));
    }

    private void number() {
        int start = at;
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            char before = text.charAt(at - 1);
            boolean exponentSign = (c == '-' || c == '+') && (before == 'e' || before == 'E');
            boolean exponent =
                    (c == 'e' || c == 'E')
                            && at + 1 < text.length()
                            && "0123456789+-".indexOf(text.charAt(at + 1)) >= 0;
            if (!isDigit(c) && c != '.' && !exponentSign && !exponent) {
                break;
            }
            at++;
        }
        if (at < text.length() && isWord(text.charAt(at))) {
            word(start); // a name that begins with a digit
        } else {
            add(Kind.NUMBER, start, at);
        }
    }

    private void word() {
        word(at);
    }

    private void word(int start) {
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        add(Kind.WORD, start, at);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
