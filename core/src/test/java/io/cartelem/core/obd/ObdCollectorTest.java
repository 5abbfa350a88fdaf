package io.cartelem.core.obd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.elm.ElmTimeouts;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// Whole dialogues of the collector with a scripted adapter.
class ObdCollectorTest {
    private final RecordingContext context = new RecordingContext(new LeapClock());

    private void run(DialogueLink link, String channels) {
        ObdSettings settings =
                ObdSettings.of(channels, 5).withTimeouts(ElmTimeouts.all(Duration.ofMillis(20)));
        assertThrows(LinkException.class, () -> new ObdCollector(settings).run(link, context));
    }

    /// A CAN car with one control unit that supports 04, 05, 0C, 0D and 20.
    private static DialogueLink car() {
        return DialogueLink.elm()
                .on("0100", "SEARCHING...7E8064100181A0001\r\r>", "7E8064100181A0001\r\r>")
                .on("0120", "7E806412000000000\r\r>")
                .on("010C", "7E804410C1AF8\r\r>")
                .on("010C1", "7E804410C1AF8\r\r>")
                .on("010D", "7E803410D37\r\r>")
                .on("010D1", "7E803410D37\r\r>");
    }

    @Test
    void readsTheWantedChannelsFromDiscoveryToSamples() {
        DialogueLink link = car().unplugAfter(60);

        run(link, "RPM,SPEED");

        assertEquals(1726.0, context.samples("RPM").getFirst().value());
        assertEquals(55.0, context.samples("SPEED").getFirst().value());
        assertEquals("obd.RPM", context.samples("RPM").getFirst().channel().id());
        assertEquals(12.6, context.samples("battery_voltage").getFirst().value());
        assertEquals("polling", context.states.getLast());
        assertEquals(Phase.RUNNING, context.phases.getLast());
        assertEquals("ELM327 v1.5", context.devices.getFirst());
        assertTrue(context.rejections.isEmpty(), context.rejections::toString);
    }

    @Test
    void neverSendsAnEmptyLineNorACommandThatLocksUpClones() {
        DialogueLink link = car().unplugAfter(200);

        run(link, "RPM,SPEED");

        assertFalse(link.commands().contains(""));
        assertFalse(link.commands().contains("ATZ"));
        assertFalse(link.commands().contains("ATTPA0"));
    }
}
