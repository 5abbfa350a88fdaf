package io.cartelem.app.station;

import io.cartelem.core.collect.CollectorRegistry;
import io.cartelem.core.collect.CollectorSupervisor;
import io.cartelem.core.collect.transport.CaptureWriter;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.record.SessionRecorder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Keeps the bytes of every device beside a session while it records, one file for each source. A
/// capture that cannot be written is said in the log and costs the recording nothing.
final class RawCaptures {
    private static final Logger LOG = LoggerFactory.getLogger(RawCaptures.class);

    private final CollectorRegistry collectors;
    private final Path folder;
    private final Clock clock;
    private final List<CaptureWriter> writers = new ArrayList<>();

    /// @param folder made when first needed
    RawCaptures(CollectorRegistry collectors, Path folder, Clock clock) {
        this.collectors = collectors;
        this.folder = folder;
        this.clock = clock;
    }

    /// Begins or ends with the recording; to be called after each start and stop.
    synchronized void follow(SessionRecorder recorder) {
        end();
        SessionInfo session = recorder.status().session();
        if (session != null) {
            begin(session);
        }
    }

    private void begin(SessionInfo session) {
        for (CollectorSupervisor supervisor : collectors.running()) {
            Path file =
                    folder.resolve(
                            "session-" + session.id() + "-" + supervisor.source() + ".capture");
            try {
                Files.createDirectories(folder);
                CaptureWriter writer = new CaptureWriter(file, supervisor.source(), clock);
                writers.add(writer);
                supervisor.capture(writer);
            } catch (IOException e) {
                LOG.warn(
                        "the bytes of {} are not kept: {} cannot be written",
                        supervisor.source(),
                        file,
                        e);
            }
        }
    }

    synchronized void end() {
        collectors.running().forEach(supervisor -> supervisor.capture(null));
        writers.forEach(CaptureWriter::close);
        writers.clear();
    }
}
