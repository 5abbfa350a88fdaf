package io.cartelem.server.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The file with link, PIN and tokens, readable by its owner only. Written completely or not at
/// all. The link and the PIN stand in it as they are, because the desktop has to show them again;
/// tokens stand in it as digests.
final class AccessFile {
    private static final Logger LOG = LoggerFactory.getLogger(AccessFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;

    /// What is in it.
    record Content(@Nullable String link, @Nullable String pin, List<Token> tokens) {
        static final Content EMPTY = new Content(null, null, List.of());
    }

    AccessFile(Path path) {
        this.path = path;
    }

    /// Its content; a file that cannot be read is put aside, with a warning, and counts as empty.
    Content read() {
        if (!Files.exists(path)) {
            return Content.EMPTY;
        }
        try {
            return parse(JSON.readTree(Files.readAllBytes(path)));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.warn("the access file is unreadable; all devices have to sign in again", e);
            putAside();
            return Content.EMPTY;
        }
    }

    /// A failure is logged and harms nobody now: what is in memory stays valid.
    void write(Content content) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", 1);
        root.put("link", content.link());
        root.put("pin", content.pin());
        ArrayNode tokens = root.putArray("tokens");
        for (Token token : content.tokens()) {
            tokens.addObject()
                    .put("id", token.id())
                    .put("access", token.access().name())
                    .put("sha256", token.digest())
                    .put("label", token.label())
                    .put("address", token.address())
                    .put("created", token.created().toString())
                    .put("last_used", token.lastUsed().toString())
                    .put("expires", token.expires().toString());
        }
        try {
            replace(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        } catch (IOException e) {
            LOG.warn("the access file could not be written; tokens will not survive a restart", e);
        }
    }

    private void replace(byte[] bytes) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, path.getFileName().toString(), ".new");
        try {
            if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.write(fresh, bytes);
            Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void putAside() {
        try {
            Files.move(
                    path,
                    path.resolveSibling(path.getFileName() + ".unreadable"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("the unreadable access file could not be put aside", e);
        }
    }

    private static Content parse(JsonNode root) {
        List<Token> tokens = new ArrayList<>();
        for (JsonNode token : root.path("tokens")) {
            tokens.add(
                    new Token(
                            text(token, "id"),
                            Access.valueOf(text(token, "access")),
                            text(token, "sha256"),
                            text(token, "label"),
                            text(token, "address"),
                            Instant.parse(text(token, "created")),
                            Instant.parse(text(token, "last_used")),
                            Instant.parse(text(token, "expires"))));
        }
        return new Content(text(root, "link"), text(root, "pin"), tokens);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("'" + field + "' is missing in the access file");
        }
        return value.textValue();
    }
}
