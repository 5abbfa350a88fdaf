package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cartelem.app.text.CollectorWords;
import io.cartelem.app.text.Texts;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/// Whatever the collectors say in a drive with the key turned off and the plugs pulled, a German
/// reads in German.
@Timeout(600)
class StationSentencesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Texts GERMAN = Texts.of("de");

    @TempDir Path folder;

    @Test
    void everyStateOfADriveIsSaidInGerman() throws IOException {
        Set<String> said = new ConcurrentSkipListSet<>();
        Set<String> english = new ConcurrentSkipListSet<>();
        try (SimulatedCar car = SimulatedCar.start(SimulatedCarSettings.usual(), Clock.system());
                Station station =
                        Station.open(
                                new ConfigLoader()
                                        .settingsFile(
                                                Map.of(
                                                        "OBD_PORT", car.elmAddress(),
                                                        "GPS_PORT", car.gpsAddress()))
                                        .load()
                                        .configuration(),
                                folder,
                                Clock.system(),
                                "test")) {
            var _ =
                    station.collectors()
                            .attach(
                                    state -> {
                                        String german = CollectorWords.sentence(state, GERMAN);
                                        said.add(state.code());
                                        if (german.equals(state.sentence()) && !isFix(state)) {
                                            english.add(state.sentence());
                                        }
                                    });
            station.connectDevices();
            await(said, "polling");
            await(said, "fix");
            car.ignition(false);
            await(said, "ignition_off");
            car.unplug();
            await(station, "obd", Phase.RETRYING);
            await(station, "gps", Phase.RETRYING);
        }
        assertEquals(new TreeSet<>(), english);
    }

    /// Such as `10 Hz 3D`: the same in every language.
    private static boolean isFix(CollectorState state) {
        return state.code().equals("fix");
    }

    /// Waits until it was said, whether or not something else is said by now.
    private static void await(Set<String> said, String code) {
        Await.until(code + " to be said", PATIENCE, () -> said.contains(code));
    }

    private static void await(Station station, String source, Phase phase) {
        Await.until(
                source + " to be " + phase,
                PATIENCE,
                () ->
                        station.collectors().states().stream()
                                .anyMatch(s -> s.source().equals(source) && s.phase() == phase));
    }
}
