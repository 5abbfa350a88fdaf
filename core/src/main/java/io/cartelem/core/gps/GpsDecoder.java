package io.cartelem.core.gps;

import io.cartelem.core.gps.epoch.EpochMerger;
import io.cartelem.core.gps.epoch.UtcResolver;
import io.cartelem.core.gps.nmea.NmeaReport;
import io.cartelem.core.gps.nmea.SentenceDecoder;
import io.cartelem.core.gps.wire.GpsFrame;
import io.cartelem.core.gps.wire.GpsFramer;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/// The way of a receiver's bytes to epochs: framing, decoding, merging. Pure; used by one thread,
/// one for each connection.
public final class GpsDecoder {
    private final GpsFramer framer = new GpsFramer();
    private final SentenceDecoder sentences = new SentenceDecoder();
    private final EpochMerger merger;
    private final GpsSink sink;

    /// @param earliestDate see [GpsSettings#earliestDate]
    public GpsDecoder(LocalDate earliestDate, GpsSink sink) {
        this.merger = new EpochMerger(new UtcResolver(earliestDate));
        this.sink = sink;
    }

    /// Takes the bytes of one read.
    ///
    /// @param monoNs when they were read
    public void accept(byte[] bytes, int offset, int length, long monoNs) {
        framer.accept(bytes, offset, length, monoNs, this::frame);
    }

    /// Tells that nothing has come until `monoNs`.
    public void idle(long monoNs) {
        merger.idle(monoNs, sink::epoch);
    }

    /// Nanoseconds of silence after which [#idle] should be called, 0 when nothing waits for it.
    public long closesAfterNs() {
        return merger.closesAfterNs();
    }

    /// Hands out what is open, at the end of a stream.
    public void flush() {
        merger.flush(sink::epoch);
    }

    /// Forgets half a frame, after a change of the baud rate.
    public void resync() {
        framer.reset();
    }

    private void frame(GpsFrame frame) {
        switch (frame) {
            case GpsFrame.Nmea nmea -> sentence(nmea);
            case GpsFrame.Ubx ubx -> sink.binary(ubx.message(), ubx.endNs());
            case GpsFrame.Rejected rejected -> sink.rejected(rejected.reason(), rejected.bytes());
        }
    }

    private void sentence(GpsFrame.Nmea nmea) {
        NmeaReport report = sentences.decode(nmea.body());
        if (report instanceof NmeaReport.Rejected(String reason)) {
            sink.rejected(reason, nmea.body().getBytes(StandardCharsets.US_ASCII));
            return;
        }
        sink.report(report, nmea.endNs());
        merger.accept(report, nmea.startNs(), nmea.endNs(), sink::epoch);
    }
}
