package io.cartelem.core.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class GpsCollectorTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final LocalTime START = LocalTime.of(12, 0);
    private static final Duration TENTH = Duration.ofMillis(100);

    @Test
    void publishesOneBatchPerEpochWithAllOfItsSamplesAtTheTimeOfTheFirstSentence() {
        ScriptedLink link = new ScriptedLink();
        link.after(TENTH, Sentences.rmc(START, DAY));
        long firstSentenceNs = link.monoNs() + TENTH.toNanos();
        link.after(Duration.ofMillis(10), Sentences.vtg() + Sentences.gga(START));
        link.endingAfter(Duration.ofSeconds(1));

        RecordingContext context = run(link, GpsSettings.listening());

        assertEquals(1, context.batches.size());
        Map<String, Double> values = values(context.batches.getFirst(), firstSentenceNs);
        assertEquals(8, values.size());
        assertEquals(31.0782155, values.get("gps.latitude"), 1e-9);
        assertEquals(121.1163983, values.get("gps.longitude"), 1e-7);
        assertEquals(-1.4, values.get("gps.altitude"));
        assertEquals(65.986 * 1.852, values.get("gps.speed_kph"), 1e-9);
        assertEquals(322.61, values.get("gps.heading_deg"));
        assertEquals(9, values.get("gps.satellites"));
        assertEquals(0.8, values.get("gps.hdop"));
        assertEquals(1, values.get("gps.fix_quality"));
    }

    @Test
    void saysRateAndKindOfTheFix() {
        ScriptedLink link = new ScriptedLink();
        tenHertz(link, 40);

        RecordingContext context = run(link, GpsSettings.listening());

        assertEquals(40, context.batches.size());
        assertEquals(
                new RecordingContext.Told(Phase.RUNNING, "fix", "10 Hz 3D, 9 satellites"),
                context.lastState());
        assertEquals(10, context.hertz, 0.01);
    }

    @Test
    void publishesNoPositionWithoutAFix() {
        ScriptedLink link = new ScriptedLink();
        for (int i = 0; i < 3; i++) {
            link.after(
                    Duration.ofSeconds(1),
                    Sentences.line("GPRMC,,V,,,,,,,,,,N")
                            + Sentences.line("GPVTG,,,,,,,,,N")
                            + Sentences.line("GPGGA,,,,,,0,00,99.99,,,,,,")
                            + Sentences.line("GPGSV,1,1,03,01,45,120,42,03,30,210,38,05,,,20"));
        }
        link.endingAfter(Duration.ofSeconds(1));

        RecordingContext context = run(link, GpsSettings.listening());

        assertEquals(3, context.batches.size());
        for (SampleBatch batch : context.batches) {
            assertEquals(
                    Map.of("gps.satellites", 0.0, "gps.fix_quality", 0.0),
                    values(batch, batch.timeNs(0)));
        }
        assertEquals(
                new RecordingContext.Told(
                        Phase.WAITING, "no_fix", "no fix yet, 3 satellites in view"),
                context.lastState());
    }

    @Test
    void marksADeadReckonedPositionAsSuspect() {
        ScriptedLink link = new ScriptedLink();
        String gga = "GNGGA,120000.00,3104.69293,N,12106.98390,E,6,00,,,M,,M,,";
        link.after(TENTH, Sentences.line(gga)).endingAfter(Duration.ofSeconds(1));

        RecordingContext context = run(link, GpsSettings.listening());

        SampleBatch batch = context.batches.getFirst();
        assertEquals(4, batch.size());
        assertEquals(Quality.SUSPECT, batch.quality(0));
    }

    @Test
    void trustsTheTimeOnlyWhenTwoEpochsAgree() {
        List<Instant> trusted = new ArrayList<>();
        GpsSettings settings = GpsSettings.live(0, 0, (monoNs, utc) -> trusted.add(utc));
        ScriptedLink link = new ScriptedLink();
        LocalTime wrong = START.plusSeconds(18);
        link.after(TENTH, Sentences.burst(wrong, DAY));
        link.after(TENTH, Sentences.burst(START, DAY));
        link.after(TENTH, Sentences.burst(START.plus(TENTH), DAY));
        link.endingAfter(Duration.ofSeconds(1));

        run(link, settings);

        assertEquals(List.of(Instant.parse("2026-11-23T12:00:00.100Z")), trusted);
    }

    @Test
    void keepsItsTimesOverMidnightAtTenHertz() {
        List<Instant> trusted = new ArrayList<>();
        GpsSettings settings = GpsSettings.live(0, 0, (monoNs, utc) -> trusted.add(utc));
        ScriptedLink link = new ScriptedLink();
        LocalTime time = LocalTime.of(23, 59, 59);
        for (int i = 0; i < 20; i++) {
            // the date comes a burst late, as some receivers do at midnight
            LocalDate date = i <= 10 ? DAY : DAY.plusDays(1);
            link.after(TENTH, Sentences.burst(time.plus(TENTH.multipliedBy(i)), date));
        }
        link.endingAfter(Duration.ofSeconds(1));

        run(link, settings);

        assertEquals(19, trusted.size());
        for (int i = 1; i < trusted.size(); i++) {
            assertEquals(TENTH, Duration.between(trusted.get(i - 1), trusted.get(i)));
        }
    }

    @Test
    void saysThatItIsSilentAndThenGivesUp() {
        ScriptedLink link = new ScriptedLink();
        tenHertz(link, 10);
        link.endingAfter(Duration.ofMinutes(2));

        RecordingContext context = new RecordingContext(link);
        LinkException lost =
                assertThrows(
                        LinkException.class,
                        () -> new GpsCollector(GpsSettings.listening(), link).run(link, context));

        assertEquals(LinkException.Reason.SILENT, lost.reason());
        assertTrue(context.codes().contains("silent"), context.codes().toString());
        assertEquals(Phase.WAITING, context.lastState().phase());
        assertTrue(lost.getMessage().contains("30 s"), lost.getMessage());
    }

    @Test
    void saysThatTheSentencesHoldNoPosition() {
        ScriptedLink link = new ScriptedLink();
        for (int i = 0; i < 20; i++) {
            link.after(Duration.ofSeconds(1), Sentences.gsv());
        }
        link.endingAfter(Duration.ofSeconds(1));

        RecordingContext context = run(link, GpsSettings.listening());

        assertEquals("no_position", context.lastState().code());
        assertEquals(List.of(), context.batches);
    }

    @Test
    void countsWhatItDoesNotUnderstand() {
        ScriptedLink link = new ScriptedLink();
        String lower = Sentences.gga(START).replaceAll("\\*(..)\r\n", "*00\r\n");
        link.after(TENTH, "noise\r\n" + lower + Sentences.line("IMGSA,A,3,01,,,,,,,,,,,,1,1,1"));
        link.endingAfter(Duration.ofSeconds(1));

        RecordingContext context = run(link, GpsSettings.listening());

        assertEquals(
                List.of(
                        "bytes that belong to no sentence",
                        "sentence with a wrong checksum",
                        "GSA sentence of a talker that is no satellite receiver"),
                context.rejected);
        assertEquals(List.of(), context.batches);
    }

    @Test
    void stopsWhenInterrupted() {
        ScriptedLink link = new ScriptedLink();
        tenHertz(link, 10);
        RecordingContext context = new RecordingContext(link);
        GpsCollector collector = new GpsCollector(GpsSettings.listening(), link);

        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> collector.run(link, context));
        assertFalse(Thread.interrupted());
    }

    private static void tenHertz(ScriptedLink link, int epochs) {
        for (int i = 0; i < epochs; i++) {
            String burst = Sentences.burst(START.plus(TENTH.multipliedBy(i)), DAY);
            String sky = i % 10 == 0 ? Sentences.gsa() + Sentences.gsv() : "";
            link.after(TENTH, burst + sky);
        }
        link.endingAfter(Duration.ofMillis(200));
    }

    private static RecordingContext run(ScriptedLink link, GpsSettings settings) {
        RecordingContext context = new RecordingContext(link);
        assertThrows(
                LinkException.class, () -> new GpsCollector(settings, link).run(link, context));
        return context;
    }

    private static Map<String, Double> values(SampleBatch batch, long timeNs) {
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            assertEquals(timeNs, batch.timeNs(i));
            values.put(batch.channel(i).id(), batch.value(i));
        }
        return values;
    }
}
