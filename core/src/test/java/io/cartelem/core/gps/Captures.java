package io.cartelem.core.gps;

import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.gps.nmea.NmeaReport;
import io.cartelem.core.gps.wire.UbxMessage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The captures in the test resources, and a decoder that collects what it finds.
final class Captures {
    /// Before every capture, so that its dates are taken as they are.
    static final LocalDate ANY_DATE = LocalDate.of(1980, 1, 6);

    private Captures() {}

    static byte[] bytes(String name) {
        try (InputStream in = Captures.class.getResourceAsStream("/nmea/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Decodes all bytes as if read at once.
    static Collected decode(byte[] bytes) {
        return decode(bytes, ANY_DATE);
    }

    static Collected decode(byte[] bytes, LocalDate earliest) {
        Collected collected = new Collected();
        GpsDecoder decoder = new GpsDecoder(earliest, collected);
        decoder.accept(bytes, 0, bytes.length, 0);
        decoder.flush();
        return collected;
    }

    /// Everything a decoder told, in order.
    static final class Collected implements GpsSink {
        final List<GpsEpoch> epochs = new ArrayList<>();
        final List<NmeaReport> reports = new ArrayList<>();
        final List<UbxMessage> binary = new ArrayList<>();
        final List<String> rejected = new ArrayList<>();

        @Override
        public void epoch(GpsEpoch epoch) {
            epochs.add(epoch);
        }

        @Override
        public void report(NmeaReport report, long endNs) {
            reports.add(report);
        }

        @Override
        public void binary(UbxMessage message, long endNs) {
            binary.add(message);
        }

        @Override
        public void rejected(String reason, byte[] bytes) {
            rejected.add(reason);
        }
    }
}
