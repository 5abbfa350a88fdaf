package io.cartelem.core.calc;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.config.OperatorDictionaryIfc;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameterDefinition;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.parser.Token;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Keeps an expression from taking for ever. EvalEx calculates with decimals of any size, so that
/// the factorial of a large number, or rounding one of a billion digits, would stop the thread and
/// fill the memory. Here every step stays within what a double can be: with such numbers each of
/// them is done at once.
final class Bounds {
    /// 170! is the largest factorial that a double can be.
    static final int LARGEST_FACTORIAL = 170;

    /// Doubles end at 1.8e308.
    private static final int MOST_DIGITS = 309;

    /// Doubles begin at 4.9e-324; what is smaller is 0.
    private static final int SMALLEST = -340;

    private static final int LONGEST_LITERAL = 60;
    private static final String BEYOND = "its result is beyond what numbers can be";

    /// For what these take there is no bound.
    private static final Set<String> REFUSED = Set.of("STR_MATCHES", "STR_FORMAT");

    private Bounds() {}

    /// Bounds all functions and operators of a configuration, which nobody else uses.
    static void apply(ExpressionConfiguration configuration) {
        FunctionDictionaryIfc functions = configuration.getFunctionDictionary();
        for (String name : Set.copyOf(functions.getAvailableFunctionNames())) {
            FunctionIfc function = functions.getFunction(name);
            if (function != null) {
                functions.addFunction(name, new Function(name.toUpperCase(Locale.ROOT), function));
            }
        }
        OperatorDictionaryIfc operators = configuration.getOperatorDictionary();
        for (String name : Set.copyOf(operators.getAvailablePrefixOperatorNames())) {
            add(operators, name, operators.getPrefixOperator(name));
        }
        for (String name : Set.copyOf(operators.getAvailablePostfixOperatorNames())) {
            add(operators, name, operators.getPostfixOperator(name));
        }
        for (String name : Set.copyOf(operators.getAvailableInfixOperatorNames())) {
            add(operators, name, operators.getInfixOperator(name));
        }
    }

    private static void add(OperatorDictionaryIfc operators, String name, OperatorIfc operator) {
        operators.addOperator(name, new Operator(operator));
    }

    /// Why a function or a number in an expression cannot be used, empty if it can.
    static String refusal(Token token) {
        return switch (token.getType()) {
            case FUNCTION ->
                    REFUSED.contains(token.getValue().toUpperCase(Locale.ROOT))
                            ? token.getValue() + " is not available here: it may take for ever"
                            : "";
            case NUMBER_LITERAL -> isSensible(token.getValue()) ? "" : "this number is too large";
            default -> "";
        };
    }

    private static boolean isSensible(String literal) {
        if (literal.length() > LONGEST_LITERAL) {
            return false;
        }
        try {
            BigDecimal number = new BigDecimal(literal);
            return number.signum() == 0 || Math.abs(magnitude(number)) <= MOST_DIGITS;
        } catch (NumberFormatException e) {
            return true; // hexadecimal, and short
        }
    }

    /// Digits before the point; negative for zeros behind it.
    private static long magnitude(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    private static EvaluationValue within(Token token, EvaluationValue value)
            throws EvaluationException {
        if (!value.isNumberValue()) {
            return value;
        }
        BigDecimal number = value.getNumberValue();
        long magnitude = magnitude(number);
        if (magnitude < SMALLEST || number.signum() == 0) {
            return EvaluationValue.numberValue(BigDecimal.ZERO);
        }
        if (magnitude > MOST_DIGITS) {
            throw new EvaluationException(token, BEYOND);
        }
        return value;
    }

    /// A function whose result stays within bounds, and whose parameters do where they decide how
    /// long it takes.
    private record Function(String name, FunctionIfc function) implements FunctionIfc {
        @Override
        public EvaluationValue evaluate(
                Expression expression, Token token, EvaluationValue... parameters)
                throws EvaluationException {
            switch (name) {
                case "FACT" ->
                        check(
                                token,
                                parameters[0],
                                LARGEST_FACTORIAL,
                                "its value must be at most ");
                case "ROUND" ->
                        check(
                                token,
                                parameters[1],
                                MOST_DIGITS,
                                "its number of digits must be at most ");
                default -> {}
            }
            return within(token, function.evaluate(expression, token, parameters));
        }

        private static void check(Token token, EvaluationValue value, int most, String otherwise)
                throws EvaluationException {
            if (value.isNumberValue()
                    && !(Math.abs(value.getNumberValue().doubleValue()) <= most)) {
                throw new EvaluationException(token, otherwise + most);
            }
        }

        @Override
        public List<FunctionParameterDefinition> getFunctionParameterDefinitions() {
            return new ArrayList<>(function.getFunctionParameterDefinitions());
        }

        @Override
        public void validatePreEvaluation(Token token, EvaluationValue... parameters)
                throws EvaluationException {
            function.validatePreEvaluation(token, parameters);
        }

        @Override
        public boolean hasVarArgs() {
            return function.hasVarArgs();
        }

        @Override
        public boolean isParameterLazy(int index) {
            return function.isParameterLazy(index);
        }

        @Override
        public int getCountOfNonVarArgParameters() {
            return function.getCountOfNonVarArgParameters();
        }
    }

    private record Operator(OperatorIfc operator) implements OperatorIfc {
        @Override
        public EvaluationValue evaluate(
                Expression expression, Token token, EvaluationValue... operands)
                throws EvaluationException {
            return within(token, operator.evaluate(expression, token, operands));
        }

        @Override
        public int getPrecedence() {
            return operator.getPrecedence();
        }

        @Override
        public int getPrecedence(ExpressionConfiguration configuration) {
            return operator.getPrecedence(configuration);
        }

        @Override
        public boolean isLeftAssociative() {
            return operator.isLeftAssociative();
        }

        @Override
        public boolean isPrefix() {
            return operator.isPrefix();
        }

        @Override
        public boolean isPostfix() {
            return operator.isPostfix();
        }

        @Override
        public boolean isInfix() {
            return operator.isInfix();
        }

        @Override
        public boolean isOperandLazy() {
            return operator.isOperandLazy();
        }
    }
}
