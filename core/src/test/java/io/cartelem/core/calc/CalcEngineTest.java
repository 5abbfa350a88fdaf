package io.cartelem.core.calc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class CalcEngineTest {
    private static final long MS = 1_000_000L;
    private static final Channel SPEED = Channel.number("obd", "SPEED", "km/h", 0);
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    private static final Channel GEAR = Channel.text("can", "GEAR_text");

    private final List<String> troubles = new ArrayList<>();

    private static CalcDefinition channel(String name, String expression) {
        return new CalcDefinition(name, "", 2, expression, 0);
    }

    private CalcEngine engine(CalcDefinition... definitions) {
        return new CalcEngine(
                Arrays.asList(definitions),
                (name, sentence) -> troubles.add(name + ": " + sentence));
    }

    private static List<Double> values(CalcEngine engine, SampleBatch batch) {
        SampleBatch.Builder out = SampleBatch.builder(4);
        engine.accept(batch, out);
        SampleBatch built = out.build();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < built.size(); i++) {
            values.add(built.value(i));
        }
        return values;
    }

    private static List<Double> feed(CalcEngine engine, Channel channel, long ms, double value) {
        return values(engine, SampleBatch.of(channel, ms * MS, value));
    }

    @Test
    void evaluatesWhenAnInputArrivesAtItsTime() {
        CalcEngine engine = engine(channel("ratio", "obd.RPM / obd.SPEED"));
        assertEquals(List.of(), feed(engine, RPM, 0, 3_000));
        SampleBatch.Builder out = SampleBatch.builder(1);
        engine.accept(SampleBatch.of(SPEED, 70 * MS, 60), out);
        SampleBatch batch = out.build();
        assertEquals("calc.ratio", batch.channel(0).id());
        assertEquals(70 * MS, batch.timeNs(0));
        assertEquals(50, batch.value(0));
        assertEquals(List.of(25.0), feed(engine, RPM, 100, 1_500));
    }

    @Test
    void takesTheSamplesOfOneInstantTogether() {
        CalcEngine engine = engine(channel("ratio", "obd.RPM / obd.SPEED"));
        SampleBatch both =
                SampleBatch.builder(4)
                        .add(RPM, MS, 3_000)
                        .add(SPEED, MS, 60)
                        .add(RPM, 2 * MS, 4_000)
                        .add(SPEED, 2 * MS, 80)
                        .build();
        assertEquals(List.of(50.0, 50.0), values(engine, both));
    }

    @Test
    void knowsWhatWasAMomentAgo() {
        CalcEngine engine =
                engine(
                        channel("accel", "derivative(obd.SPEED / 3.6)"),
                        channel("smooth", "derivative(obd.SPEED / 3.6, 1)"),
                        channel("way", "integral(obd.SPEED / 3.6)"),
                        channel("mean", "mean(obd.SPEED, 1)"),
                        channel("before", "lag(obd.SPEED, 0.5)"));
        // 36 km/h more each second is 10 m/s²
        List<Double> last = List.of();
        for (int i = 0; i <= 50; i++) {
            last = feed(engine, SPEED, i * 100L, i * 3.6);
        }
        assertEquals(10.0, last.get(0), 1e-9);
        assertEquals(10.0, last.get(1), 1e-9);
        assertEquals(125.0, last.get(2), 1e-9, "half of 10 m/s² times 5 s squared");
        // ten values from 4 s to 4.9 s, each for a tenth of a second
        assertEquals((40 + 49) / 2.0 * 3.6, last.get(3), 1e-9);
        assertEquals(45 * 3.6, last.get(4), 1e-9);
    }

    @Test
    void differentiatesByTheTimeOfItsOwnInputAlone() {
        CalcEngine engine = engine(channel("power", "derivative(obd.SPEED) * obd.RPM"));
        feed(engine, RPM, 0, 2);
        feed(engine, SPEED, 0, 0);
        assertEquals(List.of(20.0), feed(engine, SPEED, 1_000, 10));
        // another input arrives: the speed did not change meanwhile, and its slope stays
        assertEquals(List.of(30.0), feed(engine, RPM, 1_500, 3));
    }

    @Test
    void beginsAnewAfterAPause() {
        CalcEngine engine =
                engine(
                        channel("slope", "derivative(obd.SPEED)"),
                        channel("area", "integral(obd.SPEED)"));
        feed(engine, SPEED, 0, 10);
        assertEquals(List.of(10.0, 15.0), feed(engine, SPEED, 1_000, 20));
        assertEquals(List.of(15.0), feed(engine, SPEED, 100_000, 500), "no slope over a pause");
        assertEquals(List.of(0.0, 515.0), feed(engine, SPEED, 101_000, 500));
    }

    @Test
    void givesNoValueForStaleInputs() {
        CalcEngine engine = engine(channel("ratio", "obd.RPM / obd.SPEED"));
        feed(engine, RPM, 0, 3_000);
        assertEquals(List.of(50.0), feed(engine, SPEED, 1_900, 60));
        assertEquals(List.of(), feed(engine, SPEED, 2_100, 60));
        // a channel that comes every ten seconds may be as old as five of its periods
        feed(engine, RPM, 10_000, 3_000);
        assertEquals(List.of(50.0), feed(engine, SPEED, 40_000, 60));
        CalcEngine strict = engine(new CalcDefinition("ratio", "", 2, "obd.RPM / obd.SPEED", 0.5));
        feed(strict, RPM, 0, 3_000);
        assertEquals(List.of(50.0), feed(strict, SPEED, 500, 60));
        assertEquals(List.of(), feed(strict, SPEED, 501, 60));
    }

    @Test
    void givesNoValueForADivisionByZeroAndSaysNothingOfIt() {
        CalcEngine engine = engine(channel("ratio", "obd.RPM / obd.SPEED"));
        feed(engine, RPM, 0, 3_000);
        assertEquals(List.of(), feed(engine, SPEED, 1, 0));
        assertEquals(List.of(), troubles);
    }

    @Test
    void usesOtherCalculatedChannelsInWhateverOrderTheyAreDescribed() {
        CalcEngine engine =
                engine(
                        channel("third", "calc.second * 2"),
                        channel("second", "calc.first + 1"),
                        channel("first", "obd.SPEED * 10"));
        assertEquals(List.of(50.0, 51.0, 102.0), feed(engine, SPEED, 0, 5));
        // what comes back over the bus is no new input
        Channel own = Channel.number("calc", "first", "", 2);
        assertEquals(List.of(), feed(engine, own, 1, 1_000));
    }

    @Test
    void refusesCirclesWithTheirNamesAndCalculatesTheRest() {
        CalcEngine engine =
                engine(
                        channel("a", "calc.b + obd.SPEED"),
                        channel("b", "calc.c"),
                        channel("c", "calc.a"),
                        channel("user", "calc.a + 1"),
                        channel("self", "calc.self + obd.RPM"),
                        channel("lost", "calc.nothing"),
                        channel("fine", "obd.SPEED"));
        assertEquals(1, engine.size());
        assertEquals(
                "it depends on itself: calc.a uses calc.b uses calc.c uses calc.a",
                engine.problems().get("a"));
        assertEquals(engine.problems().get("a"), engine.problems().get("c"));
        assertEquals(
                "it depends on itself: calc.self uses calc.self", engine.problems().get("self"));
        assertEquals("it uses calc.a, which cannot be calculated", engine.problems().get("user"));
        assertEquals(
                "it uses calc.nothing, which cannot be calculated", engine.problems().get("lost"));
        assertEquals(List.of(7.0), feed(engine, SPEED, 0, 7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "obd.RPM +            | \"obd.RPM +\", character 9: Missing second operand for operator",
                "speed(obd.RPM)       | \"speed(obd.RPM)\", character 1: Undefined function 'speed'",
                "(obd.RPM             | \"(obd.RPM\", character 1: Closing brace not found",
                "RPM * 2              | \"RPM * 2\", character 1: RPM is no channel; write its source and its name: obd.RPM",
                "2 * PI               | \"2 * PI\": it uses no channel; write one as obd.RPM",
                "derivative(1) + obd.RPM | \"derivative(1) + obd.RPM\", character 1: derivative needs a channel in its first value",
                "mean(obd.RPM)        | \"mean(obd.RPM)\", character 1: mean is written mean(value, seconds)",
                "a.b.c                | \"a.b.c\", character 4: write channel(\"source.name\") for a name with such characters",
                "str_matches(can.GEAR_text, \"D\") | \"str_matches(can.GEAR_text, \"D\")\", character 1: str_matches is not available here: it may take for ever",
                "obd.RPM + 1e999999999 | \"obd.RPM + 1e999999999\", character 11: this number is too large",
                "channel(\"x\")       | \"channel(\"x\")\", character 1: write channel(\"source.name\")"
            })
    void namesTheExpressionAndThePlaceThatIsWrong(String expression, String problem) {
        assertEquals(problem, engine(channel("x", expression)).problems().get("x"));
    }

    @Test
    void saysWhatAnExpressionCannotDoWithItsValues() {
        CalcEngine engine =
                engine(
                        channel("text", "can.GEAR_text"),
                        channel("root", "sqrt(obd.SPEED)"),
                        channel("far", "lag(obd.SPEED, obd.SPEED * 1000)"));
        values(engine, SampleBatch.builder(1).add(GEAR, 1, "D").build());
        feed(engine, SPEED, 1, -4);
        assertEquals(3, troubles.size(), troubles::toString);
        assertEquals("text: \"can.GEAR_text\": its value is no number but \"D\"", troubles.get(0));
        assertTrue(troubles.get(1).startsWith("root: \"sqrt(obd.SPEED)\", character 1: "));
        assertTrue(troubles.get(2).endsWith("its seconds must be above 0 and at most 600.0"));
    }

    @Test
    void comparesTextsAndChoosesByConditions() {
        CalcEngine engine =
                engine(
                        channel("driving", "can.GEAR_text == \"D\""),
                        channel("limited", "if(obd.SPEED > 130, 130, obd.SPEED)"),
                        channel("named", "channel(\"my-sensor.oil\") * 2"));
        assertEquals(
                List.of(1.0), values(engine, SampleBatch.builder(1).add(GEAR, 1, "D").build()));
        assertEquals(
                List.of(0.0), values(engine, SampleBatch.builder(1).add(GEAR, 2, "P").build()));
        assertEquals(List.of(130.0), feed(engine, SPEED, 1, 200));
        assertEquals(
                List.of(8.0), feed(engine, Channel.number("my-sensor", "oil", "bar", 1), 1, 4));
    }

    @Test
    void passesDoubtOnAndUsesNothingThatIsWrong() {
        CalcEngine engine = engine(channel("double", "obd.SPEED * 2"));
        SampleBatch.Builder out = SampleBatch.builder(2);
        engine.accept(
                SampleBatch.builder(2)
                        .add(SPEED, 1, 5, null, Quality.SUSPECT)
                        .add(SPEED, 2, 6, null, Quality.BAD)
                        .build(),
                out);
        SampleBatch batch = out.build();
        assertEquals(1, batch.size());
        assertEquals(Quality.SUSPECT, batch.quality(0));
    }

    /// Each of these would take hours or all memory with decimals of any size.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fact(obd.SPEED)                | its value must be at most 170",
                "round(obd.RPM, obd.SPEED)      | its number of digits must be at most 309",
                "round(obd.RPM, -obd.SPEED)     | its number of digits must be at most 309",
                "floor(10 ^ obd.SPEED)          | its result is beyond what numbers can be",
                "ceiling(10 ^ obd.SPEED)        | its result is beyond what numbers can be",
                "2 ^ (10 ^ obd.SPEED)           | its result is beyond what numbers can be",
                "5 % (1 / 10 ^ obd.SPEED)       | its result is beyond what numbers can be",
                "\"a\" + 10 ^ obd.SPEED         | its result is beyond what numbers can be"
            })
    @Timeout(300)
    void refusesWhatWouldTakeForEver(String expression, String why) {
        CalcEngine engine = engine(channel("x", expression));
        List<Double> values =
                values(
                        engine,
                        SampleBatch.builder(2)
                                .add(RPM, 1, 3_000)
                                .add(SPEED, 1, 900_000_000)
                                .build());
        assertEquals(List.of(), values);
        String told = troubles.isEmpty() ? engine.problems().get("x") : troubles.getFirst();
        assertTrue(String.valueOf(told).endsWith(why), told);
    }

    @Test
    void calculatesWithAllThatADoubleCanBe() {
        CalcEngine engine =
                engine(
                        channel("fact", "fact(obd.SPEED)"),
                        channel("large", "1e308 / 170 * obd.SPEED"),
                        channel("tiny", "1e-300 * 1e-300 * obd.SPEED"),
                        channel("power", "obd.SPEED ^ -2"),
                        channel("rounded", "round(obd.SPEED / 7, 2)"));
        List<Double> values = feed(engine, SPEED, 1, 170);
        assertEquals(7.257415615307994e306, values.get(0), 1e292);
        assertEquals(1e308, values.get(1), 1e293);
        assertEquals(0.0, values.get(2));
        assertEquals(1 / 28_900.0, values.get(3), 1e-12);
        assertEquals(24.29, values.get(4));
        assertEquals(List.of(), troubles);
    }
}
