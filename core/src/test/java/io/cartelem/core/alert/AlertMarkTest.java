package io.cartelem.core.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.alert.AlertRule.Kind;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Marker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

class AlertMarkTest {
    private static final Channel OIL = Channel.number("obd", "oil", "°C", 1);

    private static AlertRule rule(String name, Kind kind) {
        return new AlertRule("r", name, "obd.oil", kind, 130.5, 3, 2.5, Severity.WARNING, true);
    }

    private static Marker at(long seconds, String text) {
        return new Marker(seconds + 1, seconds * 1_000_000_000L, text);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsEverySentenceThatARuleWrites(Kind kind) {
        AlertRule rule = rule("Oil: left bank", kind);
        List<AlertMark> alerts =
                AlertMark.read(
                        List.of(
                                at(10, rule.sentence(OIL, 131.27)),
                                at(15, AlertMark.noted(rule, "Anna: pit wall")),
                                at(30, AlertMark.over(rule, 20.2))));

        assertEquals(1, alerts.size());
        AlertMark alert = alerts.getFirst();
        assertEquals(10_000_000_000L, alert.timeNs());
        assertEquals(20_000_000_000L, alert.lastedNs());
        assertEquals("Anna: pit wall", alert.acknowledgedBy());
        assertEquals(rule.sentence(OIL, 131.27), alert.sentence());
        assertEquals(List.of(11L, 16L, 31L), alert.markers().stream().map(Marker::id).toList());
    }

    @Test
    void leavesRemarksOfPersonsAlone() {
        Marker remark = at(3, "Rain above the forest");
        assertFalse(AlertMark.is(remark));
        assertEquals(List.of(), AlertMark.read(List.of(remark, at(4, "Note: new tyres"))));
        assertTrue(AlertMark.is(at(5, AlertMark.over(rule("Oil", Kind.ABOVE), 3))));
    }

    @Test
    void anAlertThatNeverEndedLasts() {
        AlertRule rule = rule("Oil", Kind.ABOVE);
        List<AlertMark> alerts =
                AlertMark.read(
                        List.of(
                                at(1, AlertMark.over(rule, 9)),
                                at(2, rule.sentence(OIL, 140)),
                                at(4, AlertMark.over(rule, 2)),
                                at(6, rule.sentence(OIL, 141))));
        assertEquals(
                List.of(2_000_000_000L, -1L), alerts.stream().map(AlertMark::lastedNs).toList());
    }
}
