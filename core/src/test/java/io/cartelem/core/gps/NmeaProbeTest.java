package io.cartelem.core.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.discovery.DeviceProbe;
import io.cartelem.core.gps.FakeReceiver.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class NmeaProbeTest {

    @ParameterizedTest
    @ValueSource(ints = {4_800, 9_600, 38_400, 57_600, 115_200, 230_400})
    void findsAReceiverAtEveryUsualRateWithoutWriting(int baud) throws Exception {
        FakeReceiver receiver = new FakeReceiver(Kind.UBLOX_8, baud);
        receiver.lostAfter(Duration.ofMinutes(1));

        assertEquals(
                Optional.of(new DeviceProbe.Finding("gps", "NMEA 0183 receiver", baud)),
                new NmeaProbe(receiver).probe(receiver));
        assertEquals(List.of(), receiver.told);
        assertEquals(baud, receiver.baud());
        assertTrue(receiver.monoNs() < 10_000_000_000L);
    }

    @Test
    void findsAReceiverOnALinkWithoutARate() throws Exception {
        FakeReceiver receiver = new FakeReceiver(Kind.UNKNOWN, 9_600).withoutBaud();
        receiver.lostAfter(Duration.ofMinutes(1));

        assertEquals(0, new NmeaProbe(receiver).probe(receiver).orElseThrow().baud());
    }

    @Test
    void takesNoWindSensorForAReceiver() throws Exception {
        ScriptedLink sensor = new ScriptedLink();
        for (int i = 0; i < 20; i++) {
            sensor.after(
                    Duration.ofMillis(200),
                    Sentences.line("WIMWV,084.0,R,10.4,N,A")
                            + Sentences.line("HCHDG,98.3,0.0,E,12.6,W"));
        }
        sensor.endingAfter(Duration.ofMinutes(1));

        assertEquals(Optional.empty(), new NmeaProbe(sensor).probe(sensor));
    }

    @Test
    void leavesTheRateAsItWasWhenNothingIsFound() throws Exception {
        ScriptedLink silent = new ScriptedLink(38_400, 38_400);
        silent.endingAfter(Duration.ofMinutes(1));

        assertEquals(Optional.empty(), new NmeaProbe(silent).probe(silent));
        assertEquals(38_400, silent.baud());
        assertEquals(List.of(), silent.written);
    }

    @Test
    void stopsWhenInterrupted() {
        FakeReceiver receiver = new FakeReceiver(Kind.UBLOX_8, 9_600);
        receiver.lostAfter(Duration.ofMinutes(1));
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> new NmeaProbe(receiver).probe(receiver));
    }
}
