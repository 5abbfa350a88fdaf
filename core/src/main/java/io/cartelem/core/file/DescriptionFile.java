package io.cartelem.core.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The file in which a person describes sensors and calculated channels, as text: at most 1 MiB of
/// UTF-8. Safe on any thread.
public final class DescriptionFile {
    private static final int LARGEST = 1024 * 1024;

    /// Some editors of Windows begin a file with it.
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DescriptionFile() {}

    /// The name of a file without its folders, for sentences.
    public static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /// The text of a file, empty if there is none.
    ///
    /// @throws IOException with a sentence when it cannot be read
    public static String read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than 1 MiB; a description of sensors is not.");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not text in UTF-8.", e);
        }
    }

    /// The lines of a text, without a byte order mark.
    public static List<String> lines(String text) {
        String own = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return own.lines().toList();
    }
}
