package io.cartelem.persistence.importer;

import io.cartelem.core.gps.GpsChannels;
import io.cartelem.core.gps.GpsDecoder;
import io.cartelem.core.gps.GpsSink;
import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.gps.nmea.NmeaReport;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.persistence.importer.TextLines.Line;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// The sentences of a satellite receiver as it sent them (NMEA 0183), through the decoder that also
/// reads live receivers. Times are the receiver's own. Lines that are no sentence, such as a
/// logger's remarks, are passed over.
final class NmeaLog implements LogFormat {
    private static final Pattern SENTENCE =
            Pattern.compile("\\$G[A-Z](GGA|RMC|GLL|GNS|VTG|ZDA|GSA|GSV),[^*]*\\*[0-9A-Fa-f]{2}");
    private static final int ENOUGH = 3;

    @Override
    public String title() {
        return "NMEA log";
    }

    @Override
    public boolean recognises(Head head) {
        return head.lines().stream()
                        .filter(line -> SENTENCE.matcher(line.strip()).matches())
                        .limit(ENOUGH)
                        .count()
                == ENOUGH;
    }

    @Override
    public void read(Path file, LogSink sink) throws IOException {
        LocalDate fileDate =
                Files.getLastModifiedTime(file).toInstant().atZone(ZoneOffset.UTC).toLocalDate();
        Epochs epochs = new Epochs(sink, fileDate, firstDated(file));
        // Dates are taken as the file says them: it may be older than this software.
        GpsDecoder decoder = new GpsDecoder(LocalDate.EPOCH, epochs);
        try (TextLines lines = new TextLines(file)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                sink.position(lines.bytes());
                epochs.line = line.number();
                take(line, decoder);
            }
            decoder.flush();
        }
    }

    private static void take(Line line, GpsDecoder decoder) {
        if (line.text().startsWith("$")) {
            byte[] bytes = (line.text() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            decoder.accept(bytes, 0, bytes.length, 0);
        }
    }

    /// The first fix of which the log says the date, empty if there is none. A log may begin in the
    /// middle of what a receiver says at a time, with positions that have no date yet.
    private static Optional<Instant> firstDated(Path file) throws IOException {
        FirstDated found = new FirstDated();
        GpsDecoder decoder = new GpsDecoder(LocalDate.EPOCH, found);
        try (TextLines lines = new TextLines(file)) {
            for (Line line = lines.next(); line != null && found.utc == null; line = lines.next()) {
                take(line, decoder);
            }
            decoder.flush();
        }
        return Optional.ofNullable(found.utc);
    }

    private static final class FirstDated implements GpsSink {
        private @Nullable Instant utc;

        @Override
        public void epoch(GpsEpoch epoch) {
            utc = utc == null ? epoch.utc() : utc;
        }
    }

    /// Gives epochs their time and hands them over.
    private static final class Epochs implements GpsSink {
        private static final long HALF_DAY_NS = 43_200_000_000_000L;

        private final LogSink sink;
        private final Optional<Instant> firstDated;
        private LocalDate guessedDay;
        private long lastTimeOfDayNs = NmeaReport.NO_TIME;
        private boolean guessed;
        private @Nullable Instant start;
        private long line;

        /// @param fileDate stands in where the log has no dates
        /// @param firstDated the first fix of which the log says the date
        Epochs(LogSink sink, LocalDate fileDate, Optional<Instant> firstDated) {
            this.sink = sink;
            this.firstDated = firstDated;
            this.guessedDay = fileDate;
        }

        @Override
        public void epoch(GpsEpoch epoch) {
            Instant utc = utc(epoch);
            if (utc == null) {
                return;
            }
            try {
                Instant begun = start;
                if (begun == null) {
                    begun = utc;
                    start = utc;
                    sink.begin(utc, ClockAnchor.Trust.GPS);
                }
                SampleBatch batch = GpsChannels.batch(epoch);
                long timeNs = begun.until(utc, ChronoUnit.NANOS);
                for (int i = 0; i < batch.size(); i++) {
                    sink.sample(batch.channel(i), timeNs, batch.value(i), null, batch.quality(i));
                }
            } catch (ArithmeticException e) {
                sink.problem(line, "its time is centuries away from that of the first fix");
            }
        }

        @Override
        public void rejected(String reason, byte[] bytes) {
            sink.problem(line, reason);
        }

        /// A log without RMC and ZDA has no dates at all: then the file's own date stands in.
        private @Nullable Instant utc(GpsEpoch epoch) {
            if (epoch.utc() != null || !epoch.fix() || epoch.timeOfDayNs() == NmeaReport.NO_TIME) {
                return epoch.utc();
            }
            if (firstDated.isPresent()) {
                return before(firstDated.get(), epoch.timeOfDayNs());
            }
            if (!guessed) {
                guessed = true;
                sink.problem(
                        0, "the log has no date; the file's own, " + guessedDay + ", is taken");
            }
            if (lastTimeOfDayNs != NmeaReport.NO_TIME
                    && epoch.timeOfDayNs() < lastTimeOfDayNs - HALF_DAY_NS) {
                guessedDay = guessedDay.plusDays(1);
            }
            lastTimeOfDayNs = epoch.timeOfDayNs();
            return guessedDay
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .plusNanos(epoch.timeOfDayNs());
        }

        /// The latest instant with this time of day that is not after `dated`: once there is a
        /// date, the decoder counts on from it.
        private static Instant before(Instant dated, long timeOfDayNs) {
            Instant sameDay = dated.truncatedTo(ChronoUnit.DAYS).plusNanos(timeOfDayNs);
            return sameDay.isAfter(dated) ? sameDay.minus(1, ChronoUnit.DAYS) : sameDay;
        }
    }
}
