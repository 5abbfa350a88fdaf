package io.cartelem.core.gps.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

class UtcResolverTest {
    private final UtcResolver resolver = new UtcResolver(UtcResolver.EARLIEST);

    @Test
    void knowsNoTimeBeforeTheFirstDate() {
        assertNull(resolver.resolve(1, null));
    }

    @Test
    void countsOnFromTheLastDateOverMidnight() {
        assertEquals("2026-11-23T23:59:59.900Z", utc("23:59:59.9", "2026-11-23"));
        assertEquals("2026-11-24T00:00:00Z", utc("00:00", null));
        assertEquals("2026-11-23T23:59:59.950Z", utc("23:59:59.95", null));
    }

    @Test
    void doesNotGoBackADayWhenTheDateComesLate() {
        utc("23:59:59.9", "2026-11-23");

        assertEquals("2026-11-24T00:00:00Z", utc("00:00", "2026-11-23"));
        assertEquals("2026-11-24T00:00:00.100Z", utc("00:00:00.1", "2026-11-24"));
    }

    @Test
    void movesRolledOverWeeksOn() {
        assertEquals("2026-11-23T12:00:00Z", utc("12:00", "2007-04-09"));
        assertEquals("2026-11-23T12:00:01Z", utc("12:00:01", "1987-08-24"));
        assertEquals("2025-01-01T12:00:00Z", utc("12:00", "2025-01-01"));
    }

    @Test
    void followsALeapOfTime() {
        utc("12:00:18", "2026-11-23");

        assertEquals("2026-11-23T12:00:00Z", utc("12:00", "2026-11-23"));
    }

    private String utc(String time, @org.jspecify.annotations.Nullable String date) {
        long nanos = LocalTime.parse(time).toNanoOfDay();
        Instant utc = resolver.resolve(nanos, date == null ? null : LocalDate.parse(date));
        return String.valueOf(utc);
    }
}
