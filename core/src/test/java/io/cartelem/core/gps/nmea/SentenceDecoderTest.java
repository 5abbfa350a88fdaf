package io.cartelem.core.gps.nmea;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.util.List;

class SentenceDecoderTest {
    private static final double NONE = Double.NaN;
    private static final long NOON = 43_200_000_000_000L;

    private final SentenceDecoder decoder = new SentenceDecoder();

    @Test
    void readsGga() {
        assertEquals(
                new NmeaReport.Fix(
                        NmeaReport.Origin.GGA,
                        "GN",
                        NOON + 100_000_000,
                        null,
                        true,
                        48.5,
                        -11.25,
                        545.4,
                        NONE,
                        NONE,
                        8,
                        0.9,
                        4),
                decoder.decode(
                        "GNGGA,120000.1,4830.000,N,01115.000,W,4,08,0.9,545.4,M,46.9,M,1.0,0001"));
    }

    @Test
    void readsRmcOfEveryLength() {
        NmeaReport.Fix expected =
                new NmeaReport.Fix(
                        NmeaReport.Origin.RMC,
                        "GP",
                        NOON,
                        LocalDate.of(2026, 11, 23),
                        true,
                        -48.5,
                        11.25,
                        NONE,
                        18.52,
                        84.4,
                        -1,
                        NONE,
                        -1);
        String old = "GPRMC,120000,A,4830.000,S,01115.000,E,10.0,084.4,231126";

        assertEquals(expected, decoder.decode(old));
        assertEquals(expected, decoder.decode(old + ",003.1,W"));
        assertEquals(1, fix(old + ",003.1,W,A").quality());
        assertEquals(5, fix(old + ",003.1,W,F,V").quality());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GPRMC,120000.00,V,4830.0,N,01115.0,E,10.0,084.4,231126,,,N",
                "GPRMC,120000.00,A,4830.0,N,01115.0,E,10.0,084.4,231126,,,N",
                "GPRMC,,V,,,,,,,,,,N",
                "GPRMC,120000.00,A,,,,,,,231126,,,A",
                "GPGGA,120000.00,4830.0,N,01115.0,E,0,04,2.0,500.0,M,46.9,M,,",
                "GPGGA,120000.00,,,,,1,04,2.0,500.0,M,46.9,M,,",
                "GPGGA,,,,,,0,00,99.99,,,,,,",
                "GNGNS,120000.00,4830.0,N,01115.0,E,NN,04,2.0,500.0,46.9,,",
                "GNGLL,4830.0,N,01115.0,E,120000.00,V,N",
                "GNGLL,,,,,,V,N"
            })
    void takesNoValueWithoutAFix(String body) {
        NmeaReport.Fix fix = fix(body);

        assertFalse(fix.valid());
        assertTrue(Double.isNaN(fix.latitude()) && Double.isNaN(fix.longitude()));
        assertTrue(Double.isNaN(fix.altitude()) && Double.isNaN(fix.speedKph()));
        assertTrue(Double.isNaN(fix.heading()) && Double.isNaN(fix.hdop()));
        assertEquals(0, fix.quality());
    }

    @Test
    void leavesOutWhatIsEmptyInAValidSentence() {
        NmeaReport.Fix rmc = fix("GNRMC,000941.00,A,4404.13387,N,12118.85628,W,0.029,,100117,,,A");
        assertTrue(rmc.valid());
        assertTrue(Double.isNaN(rmc.heading()));
        assertEquals(0.029 * 1.852, rmc.speedKph(), 1e-12);

        NmeaReport.Fix gga = fix("GPGGA,120000.00,4830.0,N,01115.0,E,1,,,,M,,M,,");
        assertTrue(gga.valid());
        assertEquals(-1, gga.satellites());
        assertTrue(Double.isNaN(gga.altitude()) && Double.isNaN(gga.hdop()));
    }

    @Test
    void keepsThePositionWhereOnlyTheDateIsBroken() {
        NmeaReport.Fix fix =
                fix("GPRMC,000231.099,A,4829.0005,N,00022.0015,E,0.15,212.28,2208-1,,,A");

        assertTrue(fix.valid());
        assertEquals(null, fix.date());
        assertEquals(151_099_000_000L, fix.timeOfDayNs());
    }

    @ParameterizedTest
    @CsvSource({
        "221199, 1999-11-22",
        "010180, 1980-01-01",
        "311279, 2079-12-31",
        "290224, 2024-02-29"
    })
    void readsTheCenturyOfADate(String field, LocalDate date) {
        assertEquals(date, fix("GPRMC,120000,A,4830.0,N,01115.0,E,,," + field + ",,").date());
    }

    @ParameterizedTest
    @CsvSource({"AN, 1", "NNN, 0", "NDA, 2", "RRFN, 5", "EAN, 1", "NE, 6", "S, 8", "PN, 3"})
    void takesTheBestOfTheModesOfGns(String modes, int quality) {
        assertEquals(
                quality,
                fix("GNGNS,120000.00,4830.0,N,01115.0,E," + modes + ",14,0.7,500.5,46.9,,,V")
                        .quality());
    }

    @Test
    void readsGnsWithTrailingStatus() {
        NmeaReport.Fix gns = fix("GNGNS,120000.00,4830.0,N,01115.0,E,AAN,14,0.7,500.5,46.9,,,V");

        assertEquals(500.5, gns.altitude());
        assertEquals(14, gns.satellites());
        assertEquals(0.7, gns.hdop());
    }

    @Test
    void readsVtgOldAndNew() {
        assertEquals(
                new NmeaReport.Course("GP", 54.7, 10.2),
                decoder.decode("GPVTG,054.7,T,034.4,M,005.5,N,010.2,K"));
        assertEquals(
                new NmeaReport.Course("GN", NONE, 0.053),
                decoder.decode("GNVTG,,T,,M,0.029,N,0.053,K,A"));
        assertEquals(
                new NmeaReport.Course("GP", NONE, NONE),
                decoder.decode("GPVTG,0.00,T,,M,0.052,N,0.097,K,N"));
    }

    @Test
    void readsGsaWithAndWithoutSystem() {
        assertEquals(
                new NmeaReport.Precision("GN", 4, 3, 3, 0.9),
                decoder.decode("GNGSA,A,3,13,27,37,,,,,,,,,,1.5,0.9,1.2,4"));
        assertEquals(
                new NmeaReport.Precision("GP", -1, 1, 0, NONE),
                decoder.decode("GPGSA,A,1,,,,,,,,,,,,,99.99,99.99,99.99"));
    }

    @Test
    void readsGsvWithAndWithoutSignal() {
        assertEquals(
                new NmeaReport.InView("BD", 0, 3),
                decoder.decode("BDGSV,1,1,03,13,19,043,17,27,38,127,33,37,36,091,24,0"));
        assertEquals(
                new NmeaReport.InView("GP", -1, 11),
                decoder.decode("GPGSV,3,3,11,22,,,37,11,57,277,38,14,51,083,36"));
        assertEquals(new NmeaReport.InView("GP", -1, 0), decoder.decode("GPGSV,1,1,00"));
    }

    @Test
    void readsZdaWithoutAZone() {
        NmeaReport.Clock clock =
                new NmeaReport.Clock(NOON + 500_000_000, LocalDate.of(2015, 4, 13));

        assertEquals(clock, decoder.decode("GPZDA,120000.500,13,04,2015,,"));
        assertEquals(clock, decoder.decode("GNZDA,120000.500,13,04,2015,00,00"));
        assertEquals(
                new NmeaReport.Clock(NmeaReport.NO_TIME, null), decoder.decode("GPZDA,,,,,00,00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GP", "GL", "GA", "GB", "BD", "GI", "GQ", "QZ", "GN", "PQ"})
    void knowsEveryTalker(String talker) {
        assertEquals(talker, fix(talker + "GLL,4830.0,N,01115.0,E,120000.00,A,A").talker());
    }

    @Test
    void takesALeapSecond() {
        assertEquals(
                86_400_000_000_000L, fix("GPGLL,4830.0,N,01115.0,E,235960.00,A,A").timeOfDayNs());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMGSA,A,3,01,,,,,,,,,,,,1.5,0.9,1.2",
                "GPRMC,120000.00,A,4830.0,N",
                "GPRMC,240000.00,A,4830.0,N,01115.0,E,10.0,084.4,231126,,,A",
                "GPRMC,1200.00,A,4830.0,N,01115.0,E,10.0,084.4,231126,,,A",
                "GPRMC,120000.00,A,4860.0,N,01115.0,E,10.0,084.4,231126,,,A",
                "GPRMC,120000.00,A,9130.0,N,01115.0,E,10.0,084.4,231126,,,A",
                "GPRMC,120000.00,A,4830.0,X,01115.0,E,10.0,084.4,231126,,,A",
                "GPRMC,120000.00,A,4830.0,E,01115.0,E,10.0,084.4,231126,,,A",
                "GPRMC,120000.00,A,-830.0,N,01115.0,E,10.0,084.4,231126,,,A",
                "GPGGA,120000.00,4830.0,N,18115.0,E,1,04,2.0,500.0,M,46.9,M,,",
                "GPGGA,120000.00,4830.0,N,01115.0,E,x,04,2.0,500.0,M,46.9,M,,",
                "GPGGA,120000.00,4830.0,N,01115.0,E,1,04,2.0,5O0.0,M,46.9,M,,",
                "GPGSA,A,3",
                "GPGSV,1"
            })
    void rejectsWhatTheLibraryThrowsAtAndWhatItOverlooks(String body) {
        assertInstanceOf(NmeaReport.Rejected.class, decoder.decode(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1e9", "-1e9"})
    void takesNoAltitudeThatIsNone(String altitude) {
        NmeaReport.Fix fix =
                fix("GPGGA,120000.00,4830.0,N,01115.0,E,1,04,2.0," + altitude + ",M,46.9,M,,");

        assertTrue(fix.valid());
        assertTrue(Double.isNaN(fix.altitude()));
    }

    @Test
    void handsOnWhatItNeedNotKnow() {
        assertEquals(
                new NmeaReport.Other("PMTK001", List.of("220", "3")),
                decoder.decode("PMTK001,220,3"));
        assertEquals(new NmeaReport.Other("", List.of()), decoder.decode(""));
    }

    private NmeaReport.Fix fix(String body) {
        return assertInstanceOf(NmeaReport.Fix.class, decoder.decode(body), body);
    }
}
