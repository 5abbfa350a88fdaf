package io.cartelem.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class FormatTest {

    @Test
    void numbersKeepTheirDecimals() {
        assertEquals("83.5", Format.number(83.4999999, 1));
        assertEquals("0.05", Format.number(0.05, 2));
        assertEquals("−12", Format.number(-12.4, 0));
        assertEquals("0.0", Format.number(-0.04, 1), "no minus on a rounded zero");
        assertEquals("50.329600", Format.number(50.3296, 6));
        assertEquals(Format.DASH, Format.number(Double.NaN, 2));
        assertEquals(Format.DASH, Format.number(Double.POSITIVE_INFINITY, 2));
        assertEquals("1.23e+20", Format.number(1.234e20, 1));
    }

    @Test
    void timesReadLikeAClock() {
        assertEquals("00:12:41", Format.elapsed(Duration.ofSeconds(761)));
        assertEquals("100:00:00", Format.elapsed(Duration.ofHours(100)));
        assertEquals("12:41.250", Format.position(761_250_000_000L));
        assertEquals("1:00:00.007", Format.position(3_600_007_000_000L));
        assertEquals("00:00.000", Format.position(-5));
    }

    @Test
    void agesSayNoMoreThanMatters() {
        assertEquals("0.4 s", Format.age(400_000_000L));
        assertEquals("42 s", Format.age(42_900_000_000L));
        assertEquals("3 min", Format.age(200_000_000_000L));
        assertEquals("2 h", Format.age(7_200_000_000_000L));
    }

    @Test
    void bytesHaveThreeDigits() {
        assertEquals("812 B", Format.bytes(812));
        assertEquals("42.0 MB", Format.bytes(42_000_000));
        assertEquals("4.21 GB", Format.bytes(4_210_000_000L));
        assertEquals(Format.DASH, Format.bytes(-1));
    }

    @Test
    void countsAreGrouped() {
        assertEquals("999", Format.count(999));
        assertEquals("15\u202f708", Format.count(15_708));
        assertEquals("−1\u202f000\u202f000", Format.count(-1_000_000));
    }

    @Test
    void imperialUnitsConvert() {
        Measure mph = Units.IMPERIAL.measure("km/h");
        assertEquals("mph", mph.symbol());
        assertEquals(100, mph.shown(160.9344), 1e-9);
        assertEquals(160.9344, mph.stored(100), 1e-9);
        assertEquals(212, Units.IMPERIAL.measure("°C").shown(100), 1e-9);
        assertEquals("rpm", Units.IMPERIAL.measure("rpm").symbol());
        assertEquals(7, Units.METRIC.measure("km/h").shown(7), 0);
        assertEquals(Units.IMPERIAL, Units.of(" Imperial "));
        assertEquals(Units.METRIC, Units.of("nonsense"));
    }
}
