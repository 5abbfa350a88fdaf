package io.cartelem.app.station;

import io.cartelem.core.collect.CollectorRegistry;
import io.cartelem.core.collect.RawCapture;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.record.SessionRecorder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;

/// Keeps the bytes of every device beside a session for as long as it records: a folder for each
/// session. A capture that cannot be written is said in the log and costs the recording nothing.
final class RawCaptures {
    private static final Logger LOG = LoggerFactory.getLogger(RawCaptures.class);

    private final CollectorRegistry collectors;
    private final Path folder;
    private final Clock clock;
    private @Nullable RawCapture running;

    /// @param folder made when first needed
    RawCaptures(CollectorRegistry collectors, Path folder, Clock clock) {
        this.collectors = collectors;
        this.folder = folder;
        this.clock = clock;
    }

    /// Begins or ends with the recording; to be called after each start and stop.
    synchronized void follow(SessionRecorder recorder) {
        if (running != null) {
            running.close();
            running = null;
        }
        SessionInfo session = recorder.status().session();
        if (session != null) {
            Path own = folder.resolve("session-" + session.id());
            try {
                running = RawCapture.begin(collectors, own, clock);
            } catch (IOException e) {
                LOG.warn("the devices' bytes are not kept: {} cannot be made", own, e);
            }
        }
    }
}
