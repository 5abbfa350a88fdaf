package io.cartelem.core.collect;

import io.cartelem.core.collect.transport.CaptureWriter;
import io.cartelem.core.port.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps the bytes of every collector at work beside a session: one file for each source in a
/// folder, from the beginning until it is closed. A collector that is exchanged meanwhile goes on
/// in the same file. A disk that fails costs the capture, never the session. Any thread.
public final class RawCapture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RawCapture.class);

    private final CollectorRegistry registry;
    private final Path folder;
    private final Clock clock;
    private final Map<String, CaptureWriter> writers = new LinkedHashMap<>();
    private boolean closed;

    private RawCapture(CollectorRegistry registry, Path folder, Clock clock) {
        this.registry = registry;
        this.folder = folder;
        this.clock = clock;
    }

    /// Begins; the files are `gps.capture`, `obd.capture` and so on.
    ///
    /// @throws IOException when the folder cannot be made
    public static RawCapture begin(CollectorRegistry registry, Path folder, Clock clock)
            throws IOException {
        Files.createDirectories(folder);
        RawCapture capture = new RawCapture(registry, folder, clock);
        registry.onStart(capture::tap);
        return capture;
    }

    private synchronized void tap(CollectorSupervisor supervisor) {
        if (closed) {
            return;
        }
        String source = supervisor.source();
        try {
            CaptureWriter writer = writers.get(source);
            if (writer == null) {
                writer = new CaptureWriter(folder.resolve(source + ".capture"), source, clock);
                writers.put(source, writer);
            }
            supervisor.capture(writer);
        } catch (IOException e) {
            LOG.warn("The bytes of {} are not captured; the device is still read", source, e);
        }
    }

    /// What went wrong with the captures, a sentence each; empty if all is well.
    public synchronized List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (CaptureWriter writer : writers.values()) {
            String failure = writer.failure();
            if (failure != null) {
                failures.add(failure);
            }
        }
        return failures;
    }

    /// Ends the captures and closes their files.
    @Override
    public void close() {
        registry.onStart(null);
        for (CollectorSupervisor supervisor : registry.running()) {
            supervisor.capture(null);
        }
        synchronized (this) {
            closed = true;
            writers.values().forEach(CaptureWriter::close);
        }
    }
}
