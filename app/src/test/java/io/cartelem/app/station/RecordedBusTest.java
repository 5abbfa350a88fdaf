package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.sim.PseudoTerminal;
import io.cartelem.core.sim.SimulatedBus;
import io.cartelem.core.sim.can.BusSchedule;
import io.cartelem.core.sim.can.CandumpDevice;
import io.cartelem.core.sim.can.SlcanDevice;
import io.cartelem.persistence.export.Exporters;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A CAN bus from the bytes of candump and of an adapter to the file, the charts and the export,
/// and a channel that is calculated from one of its signals.
@Timeout(600)
class RecordedBusTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DBC =
            """
            BO_ 256 Engine: 4 X
             SG_ RPM : 7|16@0+ (0.25,0) [0|16383.75] "rpm" X
             SG_ GEAR : 16|4@1+ (1,0) [0|0] "" X
            VAL_ 256 GEAR 0 "N" 1 "first" ;
            """;
    private static final String SENSORS =
            """
            [calc]
            rev = { expression = "can.RPM / 60", unit = "Hz", decimals = 3 }
            """;

    @TempDir Path folder;

    /// A hundred frames a second whose number goes up by a quarter each.
    private static BusSchedule traffic() {
        return new BusSchedule(
                List.of(
                        new BusSchedule.Sender(
                                0x100,
                                false,
                                Duration.ofMillis(10),
                                number -> new byte[] {(byte) (number >> 8), (byte) number, 1, 0})));
    }

    @Test
    void isCompleteFromCandumpOverTcp() throws Exception {
        try (SimulatedBus bus =
                SimulatedBus.overTcp(
                        new CandumpDevice("can0", RecordedBusTest::traffic, Clock.system()))) {
            recorded(bus.address());
        }
    }

    @Test
    void isCompleteFromAnAdapterOverASerialLine() throws Exception {
        Assumptions.assumeTrue(PseudoTerminal.available(), "this system has no pseudo-terminals");
        SlcanDevice adapter =
                new SlcanDevice(
                        SlcanDevice.Kind.LAWICEL, "S6", RecordedBusTest::traffic, Clock.system());
        try (SimulatedBus bus = SimulatedBus.overSerial(adapter)) {
            recorded(bus.address());
        }
        assertFalse(adapter.everTookPart());
        assertFalse(adapter.isOpen());
    }

    private void recorded(String address) throws Exception {
        Files.writeString(folder.resolve("car.dbc"), DBC);
        Files.writeString(folder.resolve("sensors.toml"), SENSORS);
        Configuration config =
                new ConfigLoader()
                        .commandLine(
                                Map.of(
                                        "OBD_PORT", "off",
                                        "GPS_PORT", "off",
                                        "CAN_PORT", address,
                                        "CAN_DBC", "car.dbc"))
                        .load()
                        .configuration();
        try (Station station = Station.open(config, folder, Clock.system(), "test")) {
            station.connectDevices();
            Await.until(
                    "a value and what is calculated from it",
                    PATIENCE,
                    () ->
                            station.live().latest("can.RPM").isPresent()
                                    && station.live().latest("calc.rev").isPresent());
            SessionInfo session = station.recorder().start(SessionDraft.named("Bus"));
            SignalQuery all = SignalQuery.all(session.id());
            Await.until(
                    "two hundred frames and what is calculated from the last",
                    PATIENCE,
                    () ->
                            station.store().count(all.ofChannels(Set.of("can.RPM"))) >= 200
                                    && station.store().count(all.ofChannels(Set.of("calc.rev")))
                                            >= 200);
            station.recorder().stop();
            assertEquals(0, station.store().status().lostSamples());

            List<Signal> rpm = column(station, all, "can.RPM");
            for (int i = 1; i < rpm.size(); i++) {
                assertEquals(rpm.get(i - 1).value() + 0.25, rpm.get(i).value(), "a frame is lost");
            }
            for (Signal rev : column(station, all, "calc.rev")) {
                assertEquals(rev.value() * 60, Math.round(rev.value() * 240) / 4.0, 1e-6);
            }
            assertEquals(
                    Set.of("first"),
                    Set.copyOf(
                            column(station, all, "can.GEAR_text").stream()
                                    .map(Signal::text)
                                    .toList()));
            assertTrue(station.live().history("can.RPM", Long.MIN_VALUE).size() >= 200);
            assertEquals(
                    2,
                    station.store()
                            .series(all.ofChannels(Set.of("can.RPM", "calc.rev")), 100)
                            .size());
            String csv = exported(station, all);
            assertTrue(csv.contains(",can,RPM,") && csv.contains(",calc,rev,"), csv);
        }
    }

    private static List<Signal> column(Station station, SignalQuery query, String channel) {
        List<Signal> signals = new ArrayList<>();
        station.store().scan(query.ofChannels(Set.of(channel)), signals::add);
        return signals;
    }

    private static String exported(Station station, SignalQuery query) throws IOException {
        Exporter csv =
                Exporters.all().stream()
                        .filter(e -> e.id().equals("csv"))
                        .findFirst()
                        .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        csv.export(station.store(), query, out, (done, total) -> true);
        return out.toString(StandardCharsets.UTF_8);
    }
}
