package io.cartelem.core.sim.car;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class VehicleTest {
    private static final long SECOND = 1_000_000_000L;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-06-01T12:00:00Z"));
    private final Vehicle car = new Vehicle(CarSettings.usual(), clock);

    @Test
    void isTheSameAtTheSameTime() {
        Vehicle twin = new Vehicle(CarSettings.usual(), clock);
        for (long t : new long[] {0, 7 * SECOND, 123_456_789_012L, 3_600 * SECOND}) {
            assertEquals(car.at(t), twin.at(t));
        }
        Vehicle other = new Vehicle(CarSettings.usual().withSeed(2), clock);
        assertNotEquals(car.at(30 * SECOND), other.at(30 * SECOND));
        assertEquals(
                car.at(30 * SECOND).motion(),
                other.at(30 * SECOND).motion(),
                "the seed is not about the way");
    }

    @Test
    void standsThenPullsAwayThenLaps() {
        assertEquals(0, car.at(0).motion().speed());
        assertEquals(0, car.at(0).engine().gear());
        assertEquals(0, car.at(2 * SECOND).motion().speed());
        assertTrue(car.at(8 * SECOND).motion().speed() > 5);
        assertEquals(0, car.at(60 * SECOND).motion().laps());
        assertEquals(3, car.at(260 * SECOND).motion().laps());
    }

    @Test
    void movesWithoutJumpsForManyLaps() {
        long step = SECOND / 50;
        CarState before = car.at(0);
        for (long t = step; t < 400 * SECOND; t += step) {
            CarState now = car.at(t);
            double metres = metresBetween(before.motion(), now.motion());
            double driven = now.motion().distance() - before.motion().distance();
            double mean = (before.motion().speed() + now.motion().speed()) / 2;
            assertEquals(mean * 0.02, driven, 0.02, "distance at " + t);
            assertEquals(driven, metres, 0.02, "position at " + t);
            assertEquals(before.motion().speed(), now.motion().speed(), 0.5, "speed at " + t);
            assertEquals(before.engine().rpm(), now.engine().rpm(), 400, "rpm at " + t);
            assertTrue(now.body().fuelLevel() <= before.body().fuelLevel(), "fuel at " + t);
            assertTrue(now.body().odometer() >= before.body().odometer());
            before = now;
        }
    }

    @Test
    void warmsUpAndIsThenHeldByTheThermostat() {
        assertEquals(22, car.at(0).engine().coolant(), 2);
        assertTrue(car.at(60 * SECOND).engine().coolant() > 45);
        assertTrue(car.at(60 * SECOND).engine().oil() < car.at(60 * SECOND).engine().coolant());
        for (long t = 900; t < 3_000; t += 3) {
            double coolant = car.at(t * SECOND).engine().coolant();
            assertTrue(coolant >= 88 && coolant <= 98, "coolant " + coolant + " at " + t);
        }
        Vehicle warm = new Vehicle(CarSettings.usual().withWarm(true), clock);
        assertTrue(warm.at(0).engine().coolant() >= 88);
    }

    @Test
    void gearAndEngineSpeedBelongTogether() {
        for (long t = 25 * SECOND; t < 180 * SECOND; t += SECOND / 7) {
            CarState state = car.at(t);
            double ratio = state.engine().gearRatio();
            double wheels = state.motion().speed() / 0.30 * 60 / (2 * Math.PI);
            assertTrue(state.engine().gear() >= 2 && state.engine().gear() <= 6);
            // recorded through shifts and wheel slip, so not exact
            assertEquals(1, state.engine().rpm() / (wheels * ratio * 4.3), 0.25, "at " + t);
        }
    }

    @Test
    void valuesStayWithinWhatACarCanHave() {
        for (long t = 0; t < 200 * SECOND; t += SECOND / 3) {
            CarState.Engine engine = car.at(t).engine();
            assertTrue(engine.rpm() > 700 && engine.rpm() < 7_400);
            assertTrue(engine.throttle() > 10 && engine.throttle() < 80);
            assertTrue(engine.load() >= 0 && engine.load() <= 100);
            assertTrue(engine.manifold() >= 20 && engine.manifold() <= 102);
            assertTrue(engine.airFlow() > 2 && engine.airFlow() < 130);
            assertTrue(engine.fuelRate() >= 0 && engine.fuelRate() < 60);
            assertTrue(engine.timing() > -5 && engine.timing() < 45);
            assertTrue(engine.intakeAir() > 20 && engine.intakeAir() < 50);
            assertEquals(14.1, car.at(t).body().battery(), 0.1);
        }
        double litresPer100Km =
                0.5
                        * (car.at(0).body().fuelLevel() - car.at(600 * SECOND).body().fuelLevel())
                        / (car.at(600 * SECOND).motion().distance() / 100_000);
        assertTrue(litresPer100Km > 12 && litresPer100Km < 40, "uses " + litresPer100Km);
    }

    @Test
    void rollsOutWhenTheKeyIsTurnedAndPullsAwayAgain() {
        clock.advance(Duration.ofSeconds(60));
        CarState driving = car.now();
        CarState justBefore = car.at(driving.timeNs() - 1);
        car.ignition(false);
        assertEquals(driving.motion(), car.now().motion());
        assertFalse(car.now().ignition());
        assertEquals(0, car.now().engine().rpm());
        assertEquals(12.4, car.now().body().battery(), 0.05);

        clock.advance(Duration.ofSeconds(4));
        double rolling = car.now().motion().speed();
        assertTrue(rolling > 1, "rolls at " + rolling);
        clock.advance(Duration.ofSeconds(20));
        CarState parked = car.now();
        assertEquals(0, parked.motion().speed());
        assertTrue(parked.motion().distance() > driving.motion().distance());

        car.ignition(true);
        car.ignition(true);
        assertTrue(car.now().ignition());
        assertFalse(car.now().engine().running());
        assertEquals(10.5, car.now().body().battery(), 0.3);
        clock.advance(Duration.ofSeconds(2));
        assertTrue(car.now().engine().running());
        assertEquals(2, car.now().engine().runTime(), 1e-6);
        assertEquals(parked.motion().latitude(), car.now().motion().latitude());
        clock.advance(Duration.ofSeconds(20));
        assertTrue(car.now().motion().speed() > 10);
        assertEquals(justBefore, car.at(driving.timeNs() - 1), "what was stays as it was");
    }

    @Test
    void forgetsOnlyTheOldestOfManyTurnsOfTheKey() {
        Journey journey = Journey.begin(true, 0);
        for (int i = 1; i <= 5_000; i++) {
            journey = journey.turned(i * SECOND, i % 2 == 0);
        }
        assertTrue(journey.at(5_001 * SECOND).ignition());
        assertFalse(journey.at(4_999 * SECOND + 1).ignition());
        Journey same = journey.turned(3 * SECOND, false);
        assertEquals(journey, same, "the past cannot be changed");
    }

    @Test
    void settingsAreChecked() {
        CarSettings usual = CarSettings.usual();
        assertThrows(IllegalArgumentException.class, () -> usual.withVin("SHORT"));
        assertThrows(IllegalArgumentException.class, () -> usual.withMostPids(0));
        assertThrows(IllegalArgumentException.class, () -> usual.withMostPids(7));
        assertEquals(130, usual.withProtocol(ObdProtocol.ISO_9141_2).latency().toMillis());
        assertEquals(Duration.ofMillis(3), usual.withLatency(Duration.ofMillis(3)).latency());
        Vehicle off = new Vehicle(usual.withIgnition(false), clock);
        assertFalse(off.now().ignition());
    }

    private static double metresBetween(CarState.Motion a, CarState.Motion b) {
        double north = (b.latitude() - a.latitude()) * 110_850;
        double east =
                (b.longitude() - a.longitude()) * 111_320 * Math.cos(Math.toRadians(a.latitude()));
        return Math.hypot(north, east);
    }
}
