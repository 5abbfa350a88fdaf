package io.cartelem.app.support;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.Transcript;
import io.cartelem.core.port.StoreStatus;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// One zip with what is needed to find out why something does not work: versions, settings without
/// secrets, how each device is, the last bytes that passed, the logs. No recording is in it, but
/// the last bytes of a GPS receiver are a position, and those of an adapter may be a VIN; whoever
/// offers this must say so.
public final class SupportBundle {
    /// The newest logs up to this size; a mail with more is refused by most.
    private static final long LOG_BYTES = 20_000_000;

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final Map<String, String> texts = new LinkedHashMap<>();
    private @Nullable Path logs;

    /// @param version of the application
    /// @param now when it is collected
    public SupportBundle(String version, Instant now) {
        Runtime runtime = Runtime.getRuntime();
        texts.put(
                "about.txt",
                lines(
                        "Cartelem " + version,
                        "collected " + now,
                        "Java " + System.getProperty("java.runtime.version"),
                        System.getProperty("os.name")
                                + " "
                                + System.getProperty("os.version")
                                + " "
                                + System.getProperty("os.arch"),
                        runtime.availableProcessors() + " processors",
                        (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000
                                + " MB used of at most "
                                + runtime.maxMemory() / 1_000_000
                                + " MB",
                        "language " + Locale.getDefault().toLanguageTag()));
    }

    /// @param settings a line for each setting, secrets masked already
    public SupportBundle settings(List<String> settings) {
        texts.put("settings.txt", lines(settings.toArray(String[]::new)));
        return this;
    }

    /// How the store is.
    public SupportBundle store(StoreStatus status) {
        texts.put(
                "store.txt",
                lines(
                        status.location(),
                        status.ready() ? "ready" : "not ready",
                        "size " + status.sizeBytes() + " bytes, free " + status.freeBytes(),
                        "waiting " + status.pendingSamples() + ", lost " + status.lostSamples(),
                        status.problem() == null ? "no problem" : "problem: " + status.problem()));
        return this;
    }

    /// How a source is, and the last bytes that passed between it and its device.
    public SupportBundle source(
            CollectorState state, List<Transcript.Entry> transcript, long nowNs) {
        StringBuilder text =
                new StringBuilder(
                        lines(
                                state.source() + ": " + state.phase() + " (" + state.code() + ")",
                                state.sentence(),
                                "address " + state.address(),
                                "device " + state.device(),
                                String.format(Locale.ROOT, "rate %.2f Hz", state.rateHz()),
                                "not understood " + state.rejected(),
                                "last error " + state.lastError(),
                                "",
                                "seconds ago, direction, bytes"));
        for (Transcript.Entry entry : transcript) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%8.3f %s %s%n",
                            (nowNs - entry.atNs()) / 1e9,
                            arrow(entry.direction()),
                            readable(entry)));
        }
        texts.put("devices/" + fileName(state.source()) + ".txt", text.toString());
        return this;
    }

    /// @param folder of the log files; one that does not exist is left out
    public SupportBundle logs(Path folder) {
        logs = folder;
        return this;
    }

    /// Writes it all or nothing.
    ///
    /// @throws IOException if the disk does not take it, or a log cannot be read
    public void write(Path zip) throws IOException {
        Path target = zip.toAbsolutePath();
        Path unfinished = Files.createTempFile(target.getParent(), ".cartelem-", ".zip");
        try {
            try (OutputStream file = Files.newOutputStream(unfinished);
                    ZipOutputStream out = new ZipOutputStream(file)) {
                for (Map.Entry<String, String> text : texts.entrySet()) {
                    out.putNextEntry(new ZipEntry(text.getKey()));
                    out.write(text.getValue().getBytes(StandardCharsets.UTF_8));
                    out.closeEntry();
                }
                for (Path log : newestLogs()) {
                    out.putNextEntry(new ZipEntry("logs/" + log.getFileName()));
                    Files.copy(log, out);
                    out.closeEntry();
                }
            }
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private List<Path> newestLogs() throws IOException {
        if (logs == null || !Files.isDirectory(logs)) {
            return List.of();
        }
        List<Path> newest;
        try (Stream<Path> files = Files.list(logs)) {
            newest =
                    files.filter(file -> file.getFileName().toString().startsWith("cartelem"))
                            .filter(Files::isRegularFile)
                            .sorted(Comparator.comparing(SupportBundle::modified).reversed())
                            .toList();
        }
        long bytes = 0;
        for (int i = 0; i < newest.size(); i++) {
            bytes += Files.size(newest.get(i));
            if (bytes > LOG_BYTES && i > 0) {
                return newest.subList(0, i);
            }
        }
        return newest;
    }

    /// A log that rolls over meanwhile counts as old.
    private static Instant modified(Path log) {
        try {
            return Files.getLastModifiedTime(log).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private static String arrow(Transcript.Direction direction) {
        return switch (direction) {
            case FROM_DEVICE -> "<";
            case TO_DEVICE -> ">";
            case NOTE -> "*";
        };
    }

    /// Text as it is where it is text, bytes where not.
    private static String readable(Transcript.Entry entry) {
        byte[] bytes = entry.bytes();
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean plain =
                text.chars().allMatch(c -> c == '\r' || c == '\n' || c == '\t' || c >= ' ')
                        && !text.contains("\uFFFD");
        return plain
                ? text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")
                : HEX.formatHex(bytes);
    }

    private static String fileName(String source) {
        return source.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
