package io.cartelem.core.sim.car;

/// A two-litre petrol car with six gears on the lap: rpm, throttle, pedal and load are those that
/// were recorded; temperatures, air, fuel and voltage follow from them.
final class PetrolCar {
    private static final double IDLE_RPM = 820;
    private static final double SHIFT_RPM = 6_200;

    /// What the car gains in speed during a shift, so that the engine's speed does not jump.
    private static final double SHIFTING_MPS = 1.5;

    /// rpm per metre per second in each gear; the third to fifth are the clusters of the recorded
    /// lap.
    private static final double[] RPM_PER_MPS = {595, 372, 257, 181, 133, 108};

    /// rpm per metre per second at a transmission ratio of 1: axle ratio 4.3 on a 0.30 m wheel.
    private static final double RPM_PER_MPS_DIRECT = 4.3 * 60 / (2 * Math.PI * 0.30);

    private static final double LITRES = 2.0;
    private static final double TANK_LITRES = 50;
    private static final double IDLE_FLOW = airFlow(IDLE_RPM, 32, 25);
    private static final double STOICHIOMETRIC = 14.7;
    private static final double FUEL_GRAMS_PER_LITRE = 745;
    private static final double IDLE_FUEL = litresPerHour(IDLE_FLOW, 1);
    private static final double BAROMETRIC = 101.2;
    private static final double IDLE_THROTTLE = 12.5;
    private static final double IDLE_LOAD = 21;

    /// How much faster and slower than the recorded lap the driver is, and over how long, so that
    /// no two laps take the same time.
    private static final double MOOD = 0.012;

    private static final double MOOD_S = 190;
    private static final double CRANKING_S = 0.8;

    private final Lap lap;
    private final long seed;
    private final double ambient;
    private final double firstFuelPercent;
    private final double[] fuelBefore;

    PetrolCar(Lap lap, long seed, double ambient, double fuelPercent) {
        this.lap = lap;
        this.seed = seed;
        this.ambient = ambient;
        this.firstFuelPercent = fuelPercent;
        this.fuelBefore = new double[lap.size() + 1];
        for (int i = 0; i < lap.size(); i++) {
            double rate = lapFuelRate(lap.at(i * lap.step()));
            fuelBefore[i + 1] = fuelBefore[i] + rate * lap.step() / 3_600;
        }
    }

    /// The same journey and time give the same state.
    CarState at(Journey journey, long timeNs) {
        Journey.Progress go = journey.at(timeNs);
        double seconds = timeNs / 1e9;
        double lapS = onLap(go.driveS());
        Lap.Point point = lap.at(lapS);
        double speed = point.speed() * go.pace() * lapRate(go.driveS());
        double distance = lap.distance(lapS);
        CarState.Motion motion =
                new CarState.Motion(
                        point.latitude(),
                        point.longitude(),
                        point.altitude(),
                        speed,
                        point.heading(),
                        distance,
                        (int) (lapS / lap.seconds()));
        boolean cranking = go.ignition() && go.sinceKeyS() < CRANKING_S;
        CarState.Engine engine = engine(go, point, speed, seconds, cranking);
        double used =
                fuelOnLap(lapS) + go.idleS() * IDLE_FUEL / 3_600; // litres, both always growing
        CarState.Body body =
                new CarState.Body(
                        ambient,
                        BAROMETRIC,
                        Math.max(0, firstFuelPercent - 100 * used / TANK_LITRES),
                        battery(engine.running(), cranking, seconds),
                        48_213.4 + distance / 1_000);
        return new CarState(timeNs, go.ignition(), motion, engine, body);
    }

    private CarState.Engine engine(
            Journey.Progress go, Lap.Point point, double speed, double seconds, boolean cranking) {
        double regulated = 93 + 4 * Noise.smooth(seed, 1, seconds, 20);
        double coolant = ambient + (regulated - ambient) * go.warmth();
        double oil =
                ambient + (101 - ambient + 4 * Noise.smooth(seed, 2, seconds, 45)) * go.oilWarmth();
        double soak = 14 * go.warmth() * Math.exp(-speed / 12);
        double intake = ambient + 5 + soak;
        if (!go.ignition() || cranking) {
            double rpm = cranking ? 210 : 0;
            return new CarState.Engine(
                    false,
                    rpm,
                    0,
                    0,
                    IDLE_THROTTLE,
                    0,
                    0,
                    coolant,
                    oil,
                    intake,
                    ambient + 500 * go.warmth(),
                    BAROMETRIC,
                    0,
                    0,
                    0,
                    1,
                    0);
        }
        double pace = go.pace();
        double blend = Journey.smooth((pace - 0.9) / 0.1);
        double ratio = ratioAt(speed);
        double slipping = IDLE_RPM + 1_300 * Math.min(1, speed / 2.5);
        double modelRpm = Math.max(slipping, speed * ratio);
        double rpm = mix(modelRpm, point.rpm(), blend) + 8 * Noise.smooth(seed, 3, seconds, 0.3);
        int gear = speed < 0.3 ? 0 : nearestGear(blend < 0.5 ? ratio : rpm / speed);
        double load = mix(IDLE_LOAD, point.load(), pace);
        double air = mix(IDLE_FLOW, airFlow(point.rpm(), point.load(), intake), pace);
        return new CarState.Engine(
                true,
                rpm,
                gear,
                gear == 0 ? 0 : RPM_PER_MPS[gear - 1] / RPM_PER_MPS_DIRECT,
                mix(IDLE_THROTTLE, point.throttle(), pace),
                mix(0, point.pedal(), pace),
                load,
                coolant,
                oil,
                intake,
                ambient + (420 + 3.2 * load) * go.warmth(),
                manifold(load),
                air,
                10 + rpm / 7_000 * 24 - load * 0.13,
                mix(IDLE_FUEL, lapFuelRate(point), pace),
                lambda(load),
                go.sinceKeyS());
    }

    /// Seconds along the recorded lap for seconds of driving: the driver's mood as an integral.
    private static double onLap(double driveS) {
        double omega = 2 * Math.PI / MOOD_S;
        return driveS + MOOD / omega * (1 - Math.cos(omega * driveS));
    }

    private static double lapRate(double driveS) {
        return 1 + MOOD * Math.sin(2 * Math.PI / MOOD_S * driveS);
    }

    private double fuelOnLap(double lapS) {
        double laps = Math.floor(lapS / lap.seconds());
        double position = (lapS - laps * lap.seconds()) / lap.step();
        int i = Math.min((int) position, lap.size() - 1);
        double within = fuelBefore[i] + (fuelBefore[i + 1] - fuelBefore[i]) * (position - i);
        return laps * fuelBefore[lap.size()] + within;
    }

    private double lapFuelRate(Lap.Point point) {
        boolean overrun = point.load() < 4 && point.rpm() > 1_800;
        double flow = airFlow(point.rpm(), point.load(), ambient + 5);
        return overrun ? 0 : litresPerHour(flow, lambda(point.load()));
    }

    /// Speed-density: what a four-stroke engine of that volume swallows, grams per second.
    private static double airFlow(double rpm, double load, double intake) {
        double density = 1.184 * manifold(load) / 101.3 * 298.15 / (intake + 273.15);
        return rpm / 120 * LITRES * 0.86 * density;
    }

    private static double manifold(double load) {
        return Math.min(BAROMETRIC, 22 + 0.82 * load);
    }

    private static double lambda(double load) {
        return 1 - 0.12 * Journey.smooth((load - 70) / 20);
    }

    private static double litresPerHour(double airGramsPerSecond, double lambda) {
        return airGramsPerSecond / (STOICHIOMETRIC * lambda) * 3_600 / FUEL_GRAMS_PER_LITRE;
    }

    private double battery(boolean running, boolean cranking, double seconds) {
        double ripple = Noise.smooth(seed, 4, seconds, 1.5);
        if (cranking) {
            return 10.5 + 0.2 * ripple;
        }
        return running ? 14.1 + 0.06 * ripple : 12.4 + 0.02 * ripple;
    }

    /// rpm per metre per second while pulling away: each gear up to the shift speed, then over to
    /// the next.
    private static double ratioAt(double speed) {
        double ratio = RPM_PER_MPS[0];
        for (int gear = 1; gear < RPM_PER_MPS.length; gear++) {
            double shift = SHIFT_RPM / RPM_PER_MPS[gear - 1];
            double done = Journey.smooth((speed - shift) / SHIFTING_MPS);
            ratio = mix(ratio, RPM_PER_MPS[gear], done);
        }
        return ratio;
    }

    private static int nearestGear(double rpmPerMps) {
        int best = 1;
        for (int gear = 2; gear <= RPM_PER_MPS.length; gear++) {
            double distance = Math.abs(Math.log(rpmPerMps / RPM_PER_MPS[gear - 1]));
            if (distance < Math.abs(Math.log(rpmPerMps / RPM_PER_MPS[best - 1]))) {
                best = gear;
            }
        }
        return best;
    }

    private static double mix(double from, double to, double share) {
        return from + (to - from) * share;
    }
}
