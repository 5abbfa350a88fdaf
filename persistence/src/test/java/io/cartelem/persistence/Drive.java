package io.cartelem.persistence;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.SessionStore;

import java.time.Instant;
import java.util.Random;

/// Sessions for tests, made from a seed.
public final class Drive {
    public static final Instant START = Instant.parse("2026-05-17T12:59:58.750Z");
    public static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 7);
    public static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 7);
    public static final Channel ALTITUDE = Channel.number("gps", "altitude", "m", 1);
    public static final Channel SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    public static final Channel HEADING = Channel.number("gps", "heading_deg", "°", 1);
    public static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    public static final Channel COOLANT = Channel.number("obd", "COOLANT_TEMP", "°C", 0);
    public static final Channel NOTE = Channel.text("pit, \"box\"", "note");
    private static final double[] ODD = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        1e-3,
        9.999999999e-4,
        1e7,
        9999999.99999999,
        0.1 + 0.2,
        1e23,
        -273.15
    };
    private static final String[] TEXTS = {
        "in", "", " out ", "a,b", "say \"box\"", "two\nlines", "cr\r\nlf", "#1", "Grüße 🏁", "=1+1"
    };

    private Drive() {}

    /// A recorded session with everything that is hard to keep: odd doubles, odd texts, all
    /// qualities, equal times, neighbours one microsecond apart, a clock that was corrected,
    /// markers, frames.
    public static long record(SessionStore store, long seed, int fixes) {
        SessionDraft draft =
                new SessionDraft("Morning, run \"1\"", "E30", "Ada", "Tianma", "wet\nthen dry");
        long id = store.create(draft, SessionOrigin.LIVE, START.minusSeconds(9)).id();
        store.begin(id, START, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        Random random = new Random(seed);
        SampleBatch.Builder batch = SampleBatch.builder(fixes * 8);
        for (int i = 0; i < fixes; i++) {
            long t = i * 40_000_000L;
            double angle = i / 300.0;
            batch.add(LATITUDE, t, round(31.078 + Math.sin(angle) / 200, 7));
            batch.add(LONGITUDE, t, round(121.116 + Math.cos(angle) / 200, 7));
            batch.add(ALTITUDE, t, round(4 + Math.sin(angle), 1));
            batch.add(SPEED, t, round(90 + 40 * Math.sin(angle * 3), 2));
            batch.add(HEADING, t, round(Math.floorMod(i, 3600) / 10.0, 1));
            batch.add(RPM, t + 1_000 * random.nextLong(20_000), random.nextInt(7000) / 4.0);
            if (i % 10 == 0) {
                Quality quality = Quality.ofCode(i / 10 % 3);
                double odd = i / 10 < ODD.length ? ODD[i / 10] : random.nextGaussian() * 1e5;
                batch.add(COOLANT, t + 1_000, odd, null, quality);
                batch.add(NOTE, t + 1_000, Double.NaN, TEXTS[i / 10 % TEXTS.length], quality);
            }
        }
        store.append(id, batch.build()).join();
        store.anchor(
                id,
                new ClockAnchor(2_000_000_000L, START.plusSeconds(7202), ClockAnchor.Trust.GPS));
        store.anchor(
                id,
                new ClockAnchor(
                        5_000_000_000L,
                        START.plusSeconds(7205).plusNanos(60_123_456),
                        ClockAnchor.Trust.GPS));
        store.mark(id, 1_500_000_000L, "pit & <box>");
        store.mark(id, 3_000_000_000L, "flag");
        store.appendFrame(id, 1_000_000_000L, "{\"obd.RPM\":812.5}").join();
        store.appendFrame(id, 2_000_000_000L, "{\"pit.note\":\"a,\\\"b\\\"\"}").join();
        store.finish(id, START.plusSeconds(7200).plusNanos(fixes * 40_000_000L));
        return id;
    }

    private static double round(double value, int decimals) {
        double scale = Math.pow(10, decimals);
        return Math.rint(value * scale) / scale;
    }
}
