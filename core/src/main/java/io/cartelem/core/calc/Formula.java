package io.cartelem.core.calc;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.data.DataAccessorIfc;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import com.ezylang.evalex.parser.Token.TokenType;

import io.cartelem.core.model.Quality;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// One expression, parsed once. A channel is written `source.name`, or `channel("source.name")`
/// where its name is not a word. Used by one thread.
final class Formula {
    /// Doubles have up to 17 digits.
    private static final MathContext PRECISION = new MathContext(20);

    private static final int LONGEST = 2_000;
    private static final String CHANNEL = "channel";
    private static final String DIVISION_BY_ZERO = "Division by zero";

    private final CalcDefinition definition;
    private final Expression expression;
    private final Map<String, CalcInput> inputs = new LinkedHashMap<>();
    private final Map<Integer, TimeFunction> states = new HashMap<>();
    private final Map<Integer, List<CalcInput>> arguments = new HashMap<>();
    private final Values values = new Values();
    private boolean notReady;

    /// Parses an expression.
    ///
    /// @param shared gives the input of a channel's id, one for all expressions
    /// @throws CalcException with the place and what is wrong there
    Formula(CalcDefinition definition, Function<String, CalcInput> shared) throws CalcException {
        this.definition = definition;
        ExpressionConfiguration configuration =
                ExpressionConfiguration.builder()
                        .mathContext(PRECISION)
                        .stripTrailingZeros(false)
                        .implicitMultiplicationAllowed(false)
                        .arraysAllowed(false)
                        .dataAccessorSupplier(() -> values)
                        .build();
        Bounds.apply(configuration);
        for (TimeFunction.Kind kind : TimeFunction.Kind.values()) {
            configuration =
                    configuration.withAdditionalFunctions(
                            Map.entry(kind.name().toLowerCase(Locale.ROOT), new OverTime()));
        }
        configuration = configuration.withAdditionalFunctions(Map.entry(CHANNEL, new ByName()));
        expression = new Expression(definition.expression(), configuration);
        try {
            if (definition.expression().length() > LONGEST) {
                throw new CalcException("it is longer than " + LONGEST + " characters");
            }
            var _ = read(expression.getAbstractSyntaxTree(), shared);
        } catch (ParseException e) {
            throw new CalcException(sentence(e.getStartPosition(), String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            // EvalEx 3.6 stumbles over some wrong brackets instead of naming them
            throw new CalcException(
                    sentence(0, "it cannot be read; do its brackets come in pairs?"));
        }
        if (inputs.isEmpty()) {
            throw new CalcException(sentence(0, "it uses no channel; write one as obd.RPM"));
        }
    }

    CalcDefinition definition() {
        return definition;
    }

    /// The inputs by the ids of their channels.
    Map<String, CalcInput> inputs() {
        return inputs;
    }

    /// The worst quality among the inputs.
    Quality quality() {
        Quality worst = Quality.GOOD;
        for (CalcInput input : inputs.values()) {
            worst = input.quality().compareTo(worst) > 0 ? input.quality() : worst;
        }
        return worst;
    }

    /// The value now.
    ///
    /// @return NaN where there is none: an input is missing or too old, a time function has not
    ///   seen enough, a division by zero
    /// @throws CalcException when the expression makes no sense of these values
    double evaluate(long nowNs) throws CalcException {
        long maxAgeNs = Math.round(definition.maxAgeS() * 1e9);
        for (CalcInput input : inputs.values()) {
            if (!input.fresh(nowNs, maxAgeNs)) {
                return Double.NaN;
            }
            values.set(input.id(), input.value());
        }
        notReady = false;
        try {
            EvaluationValue value = expression.evaluate();
            if (notReady) {
                return Double.NaN;
            }
            if (value.isBooleanValue()) {
                return value.getBooleanValue() ? 1 : 0;
            }
            if (!value.isNumberValue()) {
                throw new CalcException(
                        sentence(
                                0,
                                "its value is no number but \"" + value.getStringValue() + "\""));
            }
            double number = value.getNumberValue().doubleValue();
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (EvaluationException e) {
            if (DIVISION_BY_ZERO.equals(e.getMessage())) {
                return Double.NaN;
            }
            throw new CalcException(sentence(e.getStartPosition(), String.valueOf(e.getMessage())));
        } catch (ParseException e) {
            throw new CalcException(sentence(e.getStartPosition(), String.valueOf(e.getMessage())));
        } catch (ArithmeticException e) {
            return Double.NaN; // beyond what numbers can be
        } catch (RuntimeException e) {
            throw new CalcException(sentence(0, "it fails: " + e.getMessage()));
        }
    }

    private double overTime(Token token, EvaluationValue... parameters) throws EvaluationException {
        double seconds =
                parameters.length > 1 ? parameters[1].getNumberValue().doubleValue() : Double.NaN;
        if (seconds <= 0 || seconds > TimeFunction.LONGEST_S) {
            throw new EvaluationException(
                    token, "its seconds must be above 0 and at most " + TimeFunction.LONGEST_S);
        }
        if (!parameters[0].isNumberValue()) {
            throw new EvaluationException(token, "its first value is no number");
        }
        long latestNs = Long.MIN_VALUE;
        for (CalcInput input : arguments.getOrDefault(token.getStartPosition(), List.of())) {
            latestNs = Math.max(latestNs, input.timeNs());
        }
        TimeFunction state = states.get(token.getStartPosition());
        return state == null || notReady
                ? Double.NaN
                : state.next(latestNs, parameters[0].getNumberValue().doubleValue(), seconds);
    }

    /// A function that remembers.
    @FunctionParameter(name = "values", isVarArg = true)
    private final class OverTime extends AbstractFunction {
        @Override
        public EvaluationValue evaluate(
                Expression asked, Token token, EvaluationValue... parameters)
                throws EvaluationException {
            double value = overTime(token, parameters);
            if (!Double.isFinite(value)) {
                notReady = true;
                return EvaluationValue.numberValue(BigDecimal.ONE);
            }
            return EvaluationValue.numberValue(BigDecimal.valueOf(value));
        }
    }

    /// A channel whose name is not a word.
    @FunctionParameter(name = "id")
    private final class ByName extends AbstractFunction {
        @Override
        public EvaluationValue evaluate(
                Expression asked, Token token, EvaluationValue... parameters) {
            CalcInput input = inputs.get(parameters[0].getStringValue());
            return input == null ? EvaluationValue.NULL_VALUE : input.value();
        }
    }

    private String sentence(int position, String what) {
        return "\""
                + definition.expression()
                + "\""
                + (position > 0 ? ", character " + position : "")
                + ": "
                + what;
    }

    /// Finds the channels and gives each time function its state.
    ///
    /// @return the inputs under a node
    private Set<CalcInput> read(ASTNode node, Function<String, CalcInput> shared)
            throws CalcException {
        Token token = node.getToken();
        String id = channelId(node);
        if (id != null) {
            CalcInput input = inputs.computeIfAbsent(id, shared);
            return new LinkedHashSet<>(List.of(input));
        }
        String refusal = Bounds.refusal(token);
        if (!refusal.isEmpty()) {
            throw wrong(token, refusal);
        }
        Set<CalcInput> under = new LinkedHashSet<>();
        for (ASTNode parameter : node.getParameters()) {
            under.addAll(read(parameter, shared));
        }
        if (token.getFunctionDefinition() instanceof OverTime) {
            TimeFunction.Kind kind =
                    TimeFunction.Kind.valueOf(token.getValue().toUpperCase(Locale.ROOT));
            if (!kind.takes(node.getParameters().size())) {
                throw wrong(token, token.getValue() + " is written " + kind.usage());
            }
            if (under.isEmpty()) {
                throw wrong(token, token.getValue() + " needs a channel in its first value");
            }
            states.put(token.getStartPosition(), new TimeFunction(kind));
            arguments.put(token.getStartPosition(), List.copyOf(under));
        }
        return under;
    }

    /// The id of the channel that a node stands for, null if it stands for something else.
    private @Nullable String channelId(ASTNode node) throws CalcException {
        Token token = node.getToken();
        if (token.getType() == TokenType.STRUCTURE_SEPARATOR) {
            Token source = node.getParameters().get(0).getToken();
            Token name = node.getParameters().get(1).getToken();
            if (source.getType() != TokenType.VARIABLE_OR_CONSTANT
                    || name.getType() != TokenType.VARIABLE_OR_CONSTANT) {
                throw wrong(
                        token, "write channel(\"source.name\") for a name with such characters");
            }
            return source.getValue() + "." + name.getValue();
        }
        if (token.getFunctionDefinition() instanceof ByName) {
            Token name = node.getParameters().getFirst().getToken();
            int dot = name.getValue().indexOf('.');
            if (name.getType() != TokenType.STRING_LITERAL
                    || dot < 1
                    || dot == name.getValue().length() - 1) {
                throw wrong(token, "write channel(\"source.name\")");
            }
            return name.getValue();
        }
        if (token.getType() == TokenType.VARIABLE_OR_CONSTANT
                && !expression.getConstants().containsKey(token.getValue())) {
            throw wrong(
                    token,
                    token.getValue() + " is no channel; write its source and its name: obd.RPM");
        }
        return null;
    }

    private CalcException wrong(Token token, String what) {
        return new CalcException(sentence(token.getStartPosition(), what));
    }

    /// The values of channels as EvalEx asks for them: `obd.RPM` is the field RPM of `obd`.
    private static final class Values implements DataAccessorIfc {
        private final Map<String, Map<String, EvaluationValue>> sources = new HashMap<>();

        void set(String id, EvaluationValue value) {
            int dot = id.indexOf('.');
            sources.computeIfAbsent(id.substring(0, dot), source -> new HashMap<>())
                    .put(id.substring(dot + 1), value);
        }

        @Override
        public EvaluationValue getData(String source) {
            Map<String, EvaluationValue> fields = sources.get(source);
            return fields == null
                    ? EvaluationValue.UNDEFINED
                    : EvaluationValue.structureValue(fields);
        }

        @Override
        public void setData(String name, EvaluationValue value) {
            throw new IllegalArgumentException("channels are set by their samples");
        }
    }
}
