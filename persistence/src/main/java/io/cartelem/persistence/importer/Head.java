package io.cartelem.persistence.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The beginning of a file, by which its format is recognised.
record Head(byte[] bytes) {
    private static final int LENGTH = 64 * 1024;
    private static final String BOM = "\u00EF\u00BB\u00BF";

    static Head of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Head(in.readNBytes(LENGTH));
        }
    }

    /// As text, each byte a character, without a byte order mark.
    String text() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.startsWith(BOM) ? text.substring(BOM.length()) : text;
    }

    /// The whole lines, or the only one.
    List<String> lines() {
        return text().lines().toList();
    }

    String firstLine() {
        return text().lines().findFirst().orElse("");
    }
}
