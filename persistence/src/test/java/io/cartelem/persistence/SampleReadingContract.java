package io.cartelem.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Series;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalPage;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.core.port.TrackPoint;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// What every store promises about the ways in which samples are read. A store's test extends
/// [SessionStoreContract].
public abstract class SampleReadingContract extends SessionCareContract {
    protected static final Channel SPEED = Channel.number("obd", "SPEED", "km/h", 0);
    protected static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 7);
    protected static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 7);
    protected static final Channel GPS_SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    protected static final Channel STATE = Channel.text("pit", "state");
    protected static final long MS = 1_000_000L;

    protected List<Signal> all(SignalQuery query) {
        List<Signal> signals = new ArrayList<>();
        store.scan(query, signals::add);
        return signals;
    }

    protected static SampleBatch batch(List<Sample> samples) {
        SampleBatch.Builder batch = SampleBatch.builder(samples.size());
        samples.forEach(s -> batch.add(s.channel(), s.timeNs(), s.value(), s.text(), s.quality()));
        return batch.build();
    }

    protected static Sample number(Channel channel, long timeNs, double value) {
        return new Sample(channel, timeNs, value, null, Quality.GOOD);
    }

    protected static List<Sample> awkward() {
        List<Sample> samples = new ArrayList<>();
        double[] values = {
            0.0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0.1,
            1 / 3.0,
            47.12345678901234,
            1e300,
            -2.5,
            3 * 0.1,
            0x1p53 + 2,
            (float) 0.7
        };
        long t = 0;
        for (double value : values) {
            samples.add(number(RPM, t, value));
            samples.add(new Sample(SPEED, t, value, null, Quality.SUSPECT));
            samples.add(new Sample(LATITUDE, t, value, null, Quality.BAD));
            t += 1000;
        }
        samples.add(number(RPM, t, 1));
        samples.add(number(RPM, t, 2));
        samples.add(number(RPM, t - 5000, 3));
        samples.add(number(RPM, -7000, 4));
        for (String text : List.of("", "ok", "gear ½ → R", "line\nfeed, \"quoted\"", "😀")) {
            samples.add(new Sample(STATE, t++ / 1000 * 1000, Double.NaN, text, Quality.GOOD));
        }
        samples.add(new Sample(STATE, t / 1000 * 1000, Double.NaN, "bad", Quality.BAD));
        samples.add(number(LONGITUDE, 42 * SECOND, 8.5));
        return samples;
    }

    protected static List<Sample> drive(long seed, int samples) {
        Random random = new Random(seed);
        Channel[] channels = {RPM, SPEED, LATITUDE, LONGITUDE, GPS_SPEED};
        double[] values = {800, 0, 47_000_000, 8_000_000, 0};
        double[] scale = {0.25, 1, 1e-7, 1e-7, 0.1};
        List<Sample> drive = new ArrayList<>();
        long us = 0;
        while (drive.size() < samples) {
            us += 9_900 + random.nextInt(200);
            for (int c = 0; c < channels.length && drive.size() < samples; c++) {
                values[c] += random.nextInt(21) - 10;
                double value = random.nextInt(50) == 0 ? random.nextDouble() : values[c] * scale[c];
                drive.add(number(channels[c], us * 1000, value));
            }
        }
        return drive;
    }

    @Test
    void filtersByTimeSourceAndChannel() throws Exception {
        long id = recording("filters");
        store.append(id, batch(drive(4, 10_000))).get();
        SignalQuery everything = SignalQuery.all(id);
        List<Signal> signals = all(everything);
        SignalQuery part = everything.between(3 * SECOND, 7 * SECOND).ofSources(Set.of("obd"));
        List<Signal> expected =
                signals.stream()
                        .filter(s -> s.timeNs() >= 3 * SECOND && s.timeNs() < 7 * SECOND)
                        .filter(s -> s.channel().source().equals("obd"))
                        .toList();
        assertEquals(expected, all(part));
        assertEquals(expected.size(), store.count(part));
        assertEquals(
                signals.stream().filter(s -> s.channel().equals(RPM)).toList(),
                all(everything.ofChannels(Set.of("RPM"))));
        long exactly = signals.get(500).timeNs();
        assertEquals(exactly, all(everything.between(exactly, Long.MAX_VALUE)).get(0).timeNs());
        assertTrue(all(everything.between(Long.MIN_VALUE, exactly)).getLast().timeNs() < exactly);
        assertEquals(List.of(), all(everything.between(exactly, exactly)));
        assertEquals(0, store.count(everything.ofChannels(Set.of("none"))));
    }

    @Test
    void stopsScanningWhenTheSinkHasEnough() throws Exception {
        long id = recording("enough");
        store.append(id, batch(drive(5, 2_000))).get();
        List<Signal> some = new ArrayList<>();
        store.scan(
                SignalQuery.all(id),
                signal -> {
                    some.add(signal);
                    return some.size() < 10;
                });
        assertEquals(10, some.size());
    }

    @Test
    void pagesWithoutGapOrRepetition() throws Exception {
        long id = recording("pages");
        store.append(id, batch(drive(6, 5_000))).get();
        store.append(id, batch(awkward())).get();
        SignalQuery query = SignalQuery.all(id);
        List<Signal> expected = all(query);
        List<Signal> paged = new ArrayList<>();
        String cursor = null;
        do {
            SignalPage page = store.page(query, cursor, 0, 777);
            paged.addAll(page.signals());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertEquals(expected, paged);
        assertEquals(expected.subList(1200, 1250), store.page(query, null, 1200, 50).signals());
        assertEquals(List.of(), store.page(query, null, 1_000_000, 50).signals());
        assertNull(store.page(query, null, 0, 1_000_000).nextCursor());
        refused(Reason.INVALID, () -> store.page(query, "not a cursor", 0, 10));
    }

    @Test
    void continuesAfterACursorWhenMoreHasArrived() throws Exception {
        long id = recording("live pages");
        store.append(id, batch(drive(7, 1_000))).get();
        SignalQuery query = SignalQuery.all(id);
        SignalPage first = store.page(query, null, 0, 400);
        assertNotNull(first.nextCursor());
        store.append(id, SampleBatch.of(SPEED, 900 * SECOND, 1)).get();
        SignalPage rest = store.page(query, first.nextCursor(), 0, 10_000);
        assertEquals(601, rest.signals().size());
    }

    @Test
    void summarizesChannels() throws Exception {
        long id = recording("summary");
        List<Sample> drive = drive(8, 30_000);
        store.append(id, batch(drive)).get();
        store.append(id, batch(awkward().subList(0, 3))).get();
        store.append(id, batch(List.of(new Sample(STATE, 0, Double.NaN, "x", Quality.GOOD)))).get();
        List<ChannelSummary> channels = store.channels(id);
        assertEquals(
                List.of(
                        "gps.latitude",
                        "gps.longitude",
                        "gps.speed_kph",
                        "obd.RPM",
                        "obd.SPEED",
                        "pit.state"),
                channels.stream().map(c -> c.channel().id()).toList());
        assertTrue(Double.isNaN(channels.getLast().min()));
        assertTrue(Double.isNaN(channels.getLast().mean()));
        SignalQuery part = SignalQuery.all(id).between(20 * SECOND, 31 * SECOND);
        ChannelSummary rpm =
                store.statistics(part).stream()
                        .filter(c -> c.channel().equals(RPM))
                        .findFirst()
                        .orElseThrow();
        List<Sample> inPart =
                drive.stream()
                        .filter(s -> s.channel().equals(RPM))
                        .filter(s -> s.timeNs() >= 20 * SECOND && s.timeNs() < 31 * SECOND)
                        .toList();
        assertEquals(inPart.size(), rpm.count());
        assertEquals(inPart.getFirst().timeNs(), rpm.firstNs());
        assertEquals(inPart.getLast().timeNs(), rpm.lastNs());
        assertEquals(inPart.stream().mapToDouble(Sample::value).min().orElse(0), rpm.min());
        assertEquals(inPart.stream().mapToDouble(Sample::value).max().orElse(0), rpm.max());
        double mean = inPart.stream().mapToDouble(Sample::value).average().orElse(0);
        assertEquals(mean, rpm.mean(), Math.abs(mean) * 1e-9);
        assertEquals(List.of(), store.statistics(part.between(-9 * SECOND, -8 * SECOND)));
    }

    @Test
    void leavesNanOutOfSummaries() throws Exception {
        long id = recording("nan");
        store.append(id, SampleBatch.of(RPM, 0, Double.NaN)).get();
        ChannelSummary only = store.channels(id).getFirst();
        assertEquals(1, only.count());
        assertTrue(Double.isNaN(only.min()) && Double.isNaN(only.mean()));
        store.append(id, SampleBatch.of(RPM, 0, 4)).get();
        store.finish(id, START.plusSeconds(1));
        assertEquals(4, store.channels(id).getFirst().mean());
        assertEquals(4, store.channels(id).getFirst().max());
    }

    @Test
    void chartsEverySampleWhereThereIsRoom() throws Exception {
        long id = recording("chart");
        List<Sample> drive = drive(9, 2_000);
        store.append(id, batch(drive)).get();
        Series rpm =
                store.series(SignalQuery.all(id).ofChannels(Set.of("obd.RPM")), 400).getFirst();
        List<Sample> expected = drive.stream().filter(s -> s.channel().equals(RPM)).toList();
        assertTrue(rpm.exact());
        assertArrayEquals(expected.stream().mapToDouble(Sample::value).toArray(), rpm.max());
        assertArrayEquals(expected.stream().mapToLong(Sample::timeNs).toArray(), rpm.timesNs());
        assertArrayEquals(rpm.min(), rpm.max());
    }

    @Test
    void losesNoSpikeWhenItThinsAChart() throws Exception {
        long id = recording("spikes");
        SampleBatch.Builder samples = SampleBatch.builder(60_000);
        for (int i = 0; i < 60_000; i++) {
            samples.add(RPM, i * MS, i == 31_234 ? 9_999 : i == 50_001 ? -1 : 1000 + i % 7);
        }
        store.append(id, samples.build()).get();
        for (int points : new int[] {1, 10, 500, 2_000}) {
            List<Series> series = store.series(SignalQuery.all(id), points);
            Series rpm = series.getFirst();
            int columns = rpm.timesNs().length;
            assertTrue(columns <= points && columns >= Math.min(points, 10) / 2);
            assertFalse(rpm.exact());
            double highest = Double.NEGATIVE_INFINITY;
            double lowest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < columns; i++) {
                highest = Math.max(highest, rpm.max()[i]);
                lowest = Math.min(lowest, rpm.min()[i]);
                assertTrue(i == 0 || rpm.timesNs()[i] > rpm.timesNs()[i - 1]);
            }
            assertEquals(9_999, highest);
            assertEquals(-1, lowest);
        }
    }

    @Test
    void answersWhatALiveDisplayShowed() throws Exception {
        long id = recording("state");
        List<Sample> drive = drive(10, 20_000);
        store.append(id, batch(drive.subList(0, 15_000))).get();
        store.append(id, batch(drive.subList(15_000, 20_000))).get();
        for (long at :
                new long[] {-1, 0, 10 * MS, SECOND, 12_345_678_000L, 35 * SECOND, 99 * SECOND}) {
            List<Sample> state = store.stateAt(id, at, Set.of());
            for (Channel channel : List.of(RPM, SPEED, LATITUDE, LONGITUDE, GPS_SPEED)) {
                Sample expected =
                        drive.stream()
                                .filter(s -> s.channel().equals(channel) && s.timeNs() <= at)
                                .reduce((a, b) -> b)
                                .orElse(null);
                Sample actual =
                        state.stream()
                                .filter(s -> s.channel().equals(channel))
                                .findFirst()
                                .orElse(null);
                assertEquals(expected, actual);
            }
        }
        assertEquals(1, store.stateAt(id, SECOND, Set.of("obd.RPM")).size());
    }

    @Test
    void drawsTheTrack() throws Exception {
        long id = recording("track");
        SampleBatch.Builder fixes = SampleBatch.builder(1000);
        for (int i = 0; i < 3_000; i++) {
            long t = 100L * i * MS;
            fixes.add(LATITUDE, t, 47 + i * 1e-5);
            fixes.add(LONGITUDE, t, 8 + i * 1e-5);
            fixes.add(GPS_SPEED, t, i);
        }
        store.append(id, fixes.build()).get();
        List<TrackPoint> whole = store.track(id, Long.MIN_VALUE, Long.MAX_VALUE, 5_000);
        assertEquals(3_000, whole.size());
        assertEquals(new TrackPoint(100 * MS, 47 + 1e-5, 8 + 1e-5, 1), whole.get(1));
        List<TrackPoint> thin = store.track(id, 0, Long.MAX_VALUE, 100);
        assertTrue(thin.size() <= 100 && thin.size() >= 50, thin.size() + " points");
        assertEquals(whole.getFirst(), thin.getFirst());
        assertEquals(whole.getLast(), thin.getLast());
        assertEquals(10, store.track(id, 0, SECOND, 100).size());
        assertEquals(List.of(), store.track(recording("no gps"), 0, SECOND, 100));
    }

    @Test
    void carriesTheSpeedOfATrackPastOneThatIsNoNumber() throws Exception {
        long id = recording("speeds");
        SampleBatch.Builder fixes = SampleBatch.builder(9);
        double[] speeds = {90, Double.NaN, 50};
        for (int i = 0; i < speeds.length; i++) {
            fixes.add(LATITUDE, i * SECOND, 47 + i);
            fixes.add(LONGITUDE, i * SECOND, 8);
            fixes.add(GPS_SPEED, i * SECOND, speeds[i]);
        }
        store.append(id, fixes.build()).get();
        assertEquals(
                List.of(90.0, 90.0, 50.0),
                store.track(id, 0, Long.MAX_VALUE, 10).stream().map(TrackPoint::speedKph).toList());
    }

    @Test
    void putsTimesThatGoBackFarIntoOrder() throws Exception {
        long id = recording("backwards");
        List<Sample> later = drive(11, 20_000);
        List<Sample> earlier =
                drive(12, 20_000).stream()
                        .map(s -> number(s.channel(), s.timeNs() - 15 * SECOND, s.value()))
                        .toList();
        store.append(id, batch(later)).get();
        store.append(id, batch(earlier)).get();
        List<Sample> expected = new ArrayList<>(later);
        expected.addAll(earlier);
        expected.removeIf(s -> !s.channel().equals(RPM));
        expected.sort(Comparator.comparingLong(Sample::timeNs));
        SignalQuery rpm = SignalQuery.all(id).ofChannels(Set.of("obd.RPM"));
        assertEquals(
                expected.stream().map(Sample::value).toList(),
                all(rpm).stream().map(Signal::value).toList());
        long middle = 5 * SECOND;
        assertEquals(
                expected.stream().filter(s -> s.timeNs() >= middle).count(),
                store.count(rpm.between(middle, Long.MAX_VALUE)));
        Sample last = expected.stream().filter(s -> s.timeNs() <= middle).toList().getLast();
        assertEquals(last, store.stateAt(id, middle, Set.of("obd.RPM")).getFirst());
        Series chart = store.series(rpm, 100).getFirst();
        for (int i = 1; i < chart.timesNs().length; i++) {
            assertTrue(chart.timesNs()[i] > chart.timesNs()[i - 1]);
        }
        assertEquals(
                expected.stream().mapToDouble(Sample::value).max().orElse(0),
                Arrays.stream(chart.max()).max().orElse(0));
        refused(Reason.INVALID, () -> store.series(rpm, 0));
    }
}
