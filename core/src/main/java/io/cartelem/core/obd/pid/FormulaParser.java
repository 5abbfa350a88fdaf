package io.cartelem.core.obd.pid;

/// Recursive descent over the grammar of [Formula]:
///
/// ```
/// sum     = product { ("+" | "-") product }
/// product = factor { ("*" | "/") factor }
/// factor  = number | byte | "S16(" byte "," byte ")" | "(" sum ")" | "-" factor
/// ```
final class FormulaParser {
    private static final int MAX_DEPTH = 32;

    private final String text;
    private int at;
    private int depth;

    FormulaParser(String text) {
        this.text = text.replace(" ", "");
    }

    Formula parse() {
        Formula formula = sum();
        if (at < text.length()) {
            throw wrong("something is left over");
        }
        return formula;
    }

    private Formula sum() {
        Formula left = product();
        while (peek() == '+' || peek() == '-') {
            char operator = text.charAt(at++);
            left = new Formula.Binary(operator, left, product());
        }
        return left;
    }

    private Formula product() {
        Formula left = factor();
        while (peek() == '*' || peek() == '/') {
            char operator = text.charAt(at++);
            left = new Formula.Binary(operator, left, factor());
        }
        return left;
    }

    private Formula factor() {
        if (++depth > MAX_DEPTH) {
            throw wrong("it is nested too deeply");
        }
        Formula factor = primary();
        depth--;
        return factor;
    }

    private Formula primary() {
        if (text.startsWith("S16(", at)) {
            at += 4;
            int high = dataByte();
            expect(',');
            int low = dataByte();
            expect(')');
            return new Formula.Signed16(high, low);
        }
        char next = peek();
        if (next == '(') {
            at++;
            Formula inner = sum();
            expect(')');
            return inner;
        }
        if (next == '-') {
            at++;
            return new Formula.Binary('-', new Formula.Constant(0), factor());
        }
        if (next >= 'A' && next <= 'Z') {
            return new Formula.DataByte(dataByte());
        }
        return number();
    }

    private int dataByte() {
        char name = peek();
        if (name < 'A' || name > 'Z') {
            throw wrong("a byte from A to Z is missing");
        }
        at++;
        return name - 'A';
    }

    private Formula number() {
        int start = at;
        while (Character.isDigit(peek()) || peek() == '.') {
            at++;
        }
        try {
            return new Formula.Constant(Double.parseDouble(text.substring(start, at)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong("a number is missing").getMessage(), e);
        }
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw wrong("'" + wanted + "' is missing");
        }
        at++;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                "formula '" + text + "' at character " + (at + 1) + ": " + what);
    }
}
