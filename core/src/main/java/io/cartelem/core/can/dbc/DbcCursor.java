package io.cartelem.core.can.dbc;

import io.cartelem.core.can.dbc.DbcToken.Kind;

import java.math.BigDecimal;
import java.util.List;

/// A place among a file's tokens, and what is expected there.
final class DbcCursor {
    private final List<DbcToken> tokens;
    private int at;

    /// Something else stands where it was expected.
    static final class Unexpected extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        Unexpected(int line, String text) {
            super(text, null, false, false);
            this.line = line;
        }

        int line() {
            return line;
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }

    DbcCursor(List<DbcToken> tokens) {
        this.tokens = tokens;
    }

    DbcToken peek() {
        return tokens.get(at);
    }

    DbcToken peekNext() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    DbcToken next() {
        DbcToken token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean take(String mark) {
        if (peek().is(mark)) {
            next();
            return true;
        }
        return false;
    }

    void expect(String mark) throws Unexpected {
        if (!take(mark)) {
            throw instead("\"" + mark + "\"");
        }
    }

    String word(String what) throws Unexpected {
        if (peek().kind() != Kind.WORD) {
            throw instead(what);
        }
        return next().text();
    }

    String string(String what) throws Unexpected {
        if (peek().kind() != Kind.STRING) {
            throw instead(what);
        }
        return next().text();
    }

    BigDecimal decimal(String what) throws Unexpected {
        DbcToken token = peek();
        if (token.kind() == Kind.NUMBER && token.text().length() <= 40) {
            try {
                BigDecimal value = new BigDecimal(token.text());
                if (Math.abs((long) value.precision() - value.scale()) < 400) {
                    next();
                    return value;
                }
            } catch (NumberFormatException e) {
                throw instead(what);
            }
        }
        throw instead(what);
    }

    long whole(String what, long min, long max) throws Unexpected {
        DbcToken token = peek();
        if (token.kind() == Kind.NUMBER) {
            try {
                long value = Long.parseLong(token.text());
                if (value >= min && value <= max) {
                    next();
                    return value;
                }
            } catch (NumberFormatException e) {
                throw instead(what);
            }
        }
        throw instead(what);
    }

    Unexpected instead(String expected) {
        return new Unexpected(peek().line(), "expected " + expected + ", found " + peek().shown());
    }
}
