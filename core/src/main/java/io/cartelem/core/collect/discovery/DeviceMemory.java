package io.cartelem.core.collect.discovery;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.cartelem.core.collect.discovery.DeviceProbe.Finding;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which device feeds which source, kept in a small JSON file that is replaced as a whole, so that
/// a device is found again at once after a restart or under another port name. A file that cannot
/// be read is set aside and costs one search. Any thread.
public final class DeviceMemory {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceMemory.class);
    private static final int VERSION = 1;
    private static final int MOST = 64;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;

    /// By identity, the longest unseen first.
    private final Map<String, Known> byIdentity = new LinkedHashMap<>();

    /// A device that was found once.
    ///
    /// @param identity the key of its [DeviceIdentity]
    /// @param source the source that it feeds
    /// @param device what it calls itself
    /// @param baud the rate at which it answered, 0 where there is none
    /// @param port where it was last
    public record Known(String identity, String source, String device, int baud, String port) {

        // The file may lack what the types promise.
        private boolean isComplete() {
            return identity != null && source != null && device != null && port != null;
        }

        /// The same as a probe would tell it.
        public Finding finding() {
            return new Finding(source, device, baud);
        }
    }

    /// The file's content.
    record Content(int version, List<Known> devices) {}

    /// Reads the file, if it is there.
    public DeviceMemory(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                Content content = JSON.readValue(file.toFile(), Content.class);
                if (content.version() != VERSION || content.devices() == null) {
                    throw new IOException("it is of version " + content.version());
                }
                for (Known known : content.devices()) {
                    if (!known.isComplete()) {
                        throw new IOException("a device in it lacks a field");
                    }
                    byIdentity.put(known.identity(), known);
                }
            }
        } catch (IOException e) {
            setAside(e);
        }
    }

    private void setAside(IOException cause) {
        String why =
                cause instanceof JacksonException damaged
                        ? damaged.getOriginalMessage()
                        : cause.getMessage();
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
        LOG.warn("{} is set aside, devices are searched anew: {}", file, why);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be set aside", file, e);
        }
    }

    /// What is remembered of a device.
    public synchronized Optional<Known> find(DeviceIdentity identity) {
        return Optional.ofNullable(byIdentity.get(identity.key()));
    }

    /// All that is remembered, last seen last.
    public synchronized List<Known> all() {
        return new ArrayList<>(byIdentity.values());
    }

    /// Remembers a device. A failure to write is logged and costs a search after the next start.
    public synchronized void remember(DeviceIdentity identity, Finding finding, String port) {
        Known known =
                new Known(identity.key(), finding.source(), finding.device(), finding.baud(), port);
        boolean asBefore = known.equals(byIdentity.remove(identity.key()));
        byIdentity.put(identity.key(), known);
        while (byIdentity.size() > MOST) {
            byIdentity.remove(byIdentity.keySet().iterator().next());
        }
        if (!asBefore) {
            save();
        }
    }

    /// Forgets a device, for a user who uses it for something else now.
    public synchronized void forget(String identity) {
        if (byIdentity.remove(identity) != null) {
            save();
        }
    }

    private void save() {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(fresh, JSON.writeValueAsBytes(new Content(VERSION, all())));
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written; devices are searched anew after a restart", file, e);
        }
    }
}
