package io.cartelem.core.gps;

import io.cartelem.core.gps.wire.NmeaChecksum;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Sentences for tests, with their checksums.
final class Sentences {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss.SS", Locale.ROOT);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("ddMMyy", Locale.ROOT);

    private Sentences() {}

    static String line(String body) {
        return new String(NmeaChecksum.sentence(body), StandardCharsets.US_ASCII);
    }

    static String rmc(LocalTime time, LocalDate date) {
        return line(
                "GNRMC,"
                        + TIME.format(time)
                        + ",A,3104.69293,N,12106.98390,E,65.986,322.61,"
                        + DATE.format(date)
                        + ",,,A,V");
    }

    static String gga(LocalTime time) {
        return line(
                "GNGGA,"
                        + TIME.format(time)
                        + ",3104.69293,N,12106.98390,E,1,09,0.80,-1.4,M,8.0,M,,");
    }

    static String vtg() {
        return line("GNVTG,322.61,T,,M,65.986,N,122.206,K,A");
    }

    static String gsa() {
        return line("GNGSA,A,3,01,03,08,14,17,19,21,22,,,,,1.40,0.80,1.15,1");
    }

    static String gsv() {
        return line("GPGSV,1,1,02,01,45,120,42,03,30,210,38,1");
    }

    /// A burst of RMC, VTG and GGA.
    static String burst(LocalTime time, LocalDate date) {
        return rmc(time, date) + vtg() + gga(time);
    }
}
