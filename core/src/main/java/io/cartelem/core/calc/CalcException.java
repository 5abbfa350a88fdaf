package io.cartelem.core.calc;

/// An expression cannot be used. The message names the expression and the place in it.
public final class CalcException extends Exception {
    private static final long serialVersionUID = 1L;

    public CalcException(String sentence) {
        super(sentence);
    }
}
