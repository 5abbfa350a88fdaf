package io.cartelem.core.calc;

import com.ezylang.evalex.data.EvaluationValue;

import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Evaluates expressions as their inputs arrive. Samples of one instant are taken together, so that
/// a frame with twenty signals makes one value of an expression over several of them. An expression
/// may use others; they are evaluated in that order, and a circle is refused. Used by one thread.
public final class CalcEngine {
    private final Map<String, Map<String, CalcInput>> bySource = new HashMap<>();

    /// In the order in which they can be evaluated.
    private final List<Formula> formulas = new ArrayList<>();

    private final Map<String, Formula> byName = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final Map<Formula, Long> lastNs = new HashMap<>();
    private final Map<CalcInput, Boolean> changed = new HashMap<>();
    private final BiConsumer<String, String> trouble;

    /// @param trouble told a channel's name and a sentence when its expression makes no sense of its
    ///   inputs
    public CalcEngine(List<CalcDefinition> definitions, BiConsumer<String, String> trouble) {
        this.trouble = trouble;
        for (CalcDefinition definition : definitions) {
            try {
                if (byName.containsKey(definition.name())) {
                    throw new CalcException("there is a calculated channel of this name already");
                }
                byName.put(definition.name(), new Formula(definition, this::input));
            } catch (CalcException e) {
                problems.put(definition.name(), String.valueOf(e.getMessage()));
            }
        }
        order();
    }

    /// What is wrong with which channel; those are left out, all others are calculated.
    public Map<String, String> problems() {
        return problems;
    }

    /// How many channels are calculated.
    public int size() {
        return formulas.size();
    }

    /// Takes a batch's samples and adds what is calculated from them, at the times of the samples.
    public void accept(SampleBatch batch, SampleBatch.Builder out) {
        int i = 0;
        while (i < batch.size()) {
            long timeNs = batch.timeNs(i);
            for (; i < batch.size() && batch.timeNs(i) == timeNs; i++) {
                take(batch, i);
            }
            if (!changed.isEmpty()) {
                evaluate(timeNs, out);
                changed.clear();
            }
        }
    }

    private void take(SampleBatch batch, int i) {
        String source = batch.channel(i).source();
        Map<String, CalcInput> inputs = bySource.get(source);
        // what was calculated comes back over the bus and is known already
        if (inputs == null || source.equals(CalcDefinition.SOURCE)) {
            return;
        }
        CalcInput input = inputs.get(batch.channel(i).name());
        if (input == null || batch.quality(i) == Quality.BAD) {
            return;
        }
        String text = batch.text(i);
        double value = batch.value(i);
        if (text == null && !Double.isFinite(value)) {
            return;
        }
        EvaluationValue taken =
                text == null
                        ? EvaluationValue.numberValue(BigDecimal.valueOf(value))
                        : EvaluationValue.stringValue(text);
        if (input.take(batch.timeNs(i), taken, batch.quality(i))) {
            changed.put(input, true);
        }
    }

    private void evaluate(long timeNs, SampleBatch.Builder out) {
        for (Formula formula : formulas) {
            if (!affected(formula) || timeNs < lastNs.getOrDefault(formula, Long.MIN_VALUE)) {
                continue;
            }
            CalcDefinition definition = formula.definition();
            try {
                double value = formula.evaluate(timeNs);
                if (Double.isNaN(value)) {
                    continue;
                }
                lastNs.put(formula, timeNs);
                Quality quality = formula.quality();
                out.add(definition.channel(), timeNs, value, null, quality);
                CalcInput own = find(definition.channel().id());
                EvaluationValue number = EvaluationValue.numberValue(BigDecimal.valueOf(value));
                if (own != null && own.take(timeNs, number, quality)) {
                    changed.put(own, true);
                }
            } catch (CalcException e) {
                trouble.accept(definition.name(), String.valueOf(e.getMessage()));
            }
        }
    }

    private boolean affected(Formula formula) {
        for (CalcInput input : formula.inputs().values()) {
            if (changed.containsKey(input)) {
                return true;
            }
        }
        return false;
    }

    private CalcInput input(String id) {
        int dot = id.indexOf('.');
        return bySource
                .computeIfAbsent(id.substring(0, dot), source -> new HashMap<>())
                .computeIfAbsent(id.substring(dot + 1), name -> new CalcInput(id));
    }

    private @Nullable CalcInput find(String id) {
        int dot = id.indexOf('.');
        Map<String, CalcInput> inputs = bySource.get(id.substring(0, dot));
        return inputs == null ? null : inputs.get(id.substring(dot + 1));
    }

    /// Brings the formulas into an order in which each comes after those that it uses.
    private void order() {
        Map<String, Boolean> done = new HashMap<>();
        for (String name : List.copyOf(byName.keySet())) {
            visit(name, new ArrayList<>(), done);
        }
    }

    /// @param path the names from the first to the one before
    /// @return whether it can be calculated
    private boolean visit(String name, List<String> path, Map<String, Boolean> done) {
        Formula formula = byName.get(name);
        if (formula == null) {
            String user = path.getLast();
            problems.putIfAbsent(user, "it uses calc." + name + ", which cannot be calculated");
            return false;
        }
        Boolean known = done.get(name);
        if (known != null) {
            if (!known && !path.isEmpty()) {
                problems.putIfAbsent(
                        path.getLast(), "it uses calc." + name + ", which cannot be calculated");
            }
            return known;
        }
        if (path.contains(name)) {
            List<String> circle = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
            circle.add(name);
            for (String member : circle) {
                problems.putIfAbsent(
                        member,
                        "it depends on itself: calc." + String.join(" uses calc.", circle));
            }
            return false;
        }
        path.add(name);
        boolean possible = true;
        for (String id : formula.inputs().keySet()) {
            if (id.startsWith(CalcDefinition.SOURCE + ".")) {
                possible &= visit(id.substring(CalcDefinition.SOURCE.length() + 1), path, done);
            }
        }
        path.removeLast();
        done.put(name, possible);
        if (possible) {
            formulas.add(formula);
        }
        return possible;
    }
}
