package io.cartelem.core.sim.car;

/// Works out a formula of the parameter table, as `(256*A+B)/4`: the test's own decoder, which
/// shares nothing with the encoder.
final class Formula {
    private final String text;
    private final byte[] data;
    private int at;

    private Formula(String text, byte[] data) {
        this.text = text;
        this.data = data;
    }

    static double value(String formula, byte[] data) {
        Formula parser = new Formula(formula.replace(" ", ""), data);
        double value = parser.sum();
        if (parser.at != parser.text.length()) {
            throw new IllegalArgumentException(formula + " is no formula from " + parser.at);
        }
        return value;
    }

    private double sum() {
        double value = product();
        while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            value += text.charAt(at++) == '+' ? product() : -product();
        }
        return value;
    }

    private double product() {
        double value = factor();
        while (at < text.length() && (text.charAt(at) == '*' || text.charAt(at) == '/')) {
            value = text.charAt(at++) == '*' ? value * factor() : value / factor();
        }
        return value;
    }

    private double factor() {
        char c = text.charAt(at);
        if (c == '(') {
            at++;
            double value = sum();
            at++;
            return value;
        }
        if (text.startsWith("S16(A,B)", at)) {
            at += 8;
            return (short) ((data[0] << 8) | (data[1] & 0xFF));
        }
        if (c >= 'A' && c <= 'E') {
            at++;
            return data[c - 'A'] & 0xFF;
        }
        int from = at;
        while (at < text.length() && "0123456789.".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return Double.parseDouble(text.substring(from, at));
    }
}
