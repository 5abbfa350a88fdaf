package io.cartelem.app.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cartelem.app.alert.RuleDraft.Field;
import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Units;
import io.cartelem.core.alert.AlertRule;
import io.cartelem.core.alert.AlertRule.Kind;
import io.cartelem.core.alert.Severity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;
import java.util.Set;

class RuleDraftTest {
    private static final Measure FAHRENHEIT = Units.IMPERIAL.measure("°C");

    private static RuleDraft typed(Kind kind, String limit, String hysteresis, String seconds) {
        return new RuleDraft(
                "",
                "Oil",
                "obd.oil",
                kind,
                limit,
                hysteresis,
                seconds,
                Severity.WARNING,
                true,
                true);
    }

    @Test
    void aLimitIsTypedInTheUnitsOfThePerson() {
        AlertRule rule = typed(Kind.ABOVE, "266", "5,4", "2").rule("oil", FAHRENHEIT);
        assertEquals(130, rule.limit(), 1e-9);
        assertEquals(3, rule.hysteresis(), 1e-9);
        RuleDraft again = RuleDraft.of(rule, FAHRENHEIT);
        assertEquals("266", again.limit());
        assertEquals("5.4", again.hysteresis());
    }

    @Test
    void aRateHasNoZeroPointOfItsUnit() {
        AlertRule rule = typed(Kind.RISING_FASTER, "9", "0", "2").rule("oil", FAHRENHEIT);
        assertEquals(5, rule.limit(), 1e-9);
        assertEquals("9", RuleDraft.of(rule, FAHRENHEIT).limit());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindSurvivesBeingShownAndReadAgain(Kind kind) {
        AlertRule rule =
                new AlertRule(
                        "oil",
                        "Oil",
                        "obd.oil",
                        kind,
                        kind == Kind.MISSING ? 0 : 13.25,
                        kind == Kind.MISSING ? 0 : 0.5,
                        1.5,
                        Severity.CRITICAL,
                        false,
                        false);
        Measure celsius = Units.METRIC.measure("°C");
        assertEquals(rule, RuleDraft.of(rule, celsius).rule("oil", celsius));
        assertEquals(rule, RuleDraft.of(rule, FAHRENHEIT).rule("oil", FAHRENHEIT));
    }

    @Test
    void saysWhatIsWrongAtEachField() {
        RuleDraft nothing =
                new RuleDraft(
                        "", " ", "oil", Kind.ABOVE, "hot", "-1", "", Severity.INFO, true, true);
        assertEquals(Set.of(Field.values()), nothing.problems().keySet());
        assertEquals(Map.of(), typed(Kind.ABOVE, "−40", "0", "0").problems());
        assertEquals(Map.of(), typed(Kind.MISSING, "", "", "0.1").problems());
        assertEquals(
                Map.of(Field.SECONDS, "rules.wrong.some_seconds"),
                typed(Kind.MISSING, "", "", "0").problems());
        assertEquals(
                Map.of(Field.LIMIT, "rules.wrong.rate"),
                typed(Kind.FALLING_FASTER, "0", "0", "1").problems());
        assertEquals(
                Set.of(Field.SECONDS), typed(Kind.BELOW, "1", "0", "3601").problems().keySet());
        assertEquals(Set.of(Field.LIMIT), typed(Kind.BELOW, "1e99", "0", "1").problems().keySet());
    }
}
