package io.cartelem.core.can.dbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads a DBC file from the disk. Most are in Windows-1252, of which Latin-1 is a part; one that
/// is valid UTF-8 is taken for that.
public final class DbcFile {
    private static final Charset LEGACY = Charset.forName("windows-1252");
    private static final long LARGEST = 64L * 1024 * 1024;

    private DbcFile() {}

    /// Reads a file.
    ///
    /// @throws DbcException with a sentence that names the file when it cannot be read, is no DBC
    ///   file or has no message
    public static Dbc read(Path file) throws DbcException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new DbcException(file + " is larger than 64 MB, which no DBC file is");
            }
            return parse(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new DbcException("there is no DBC file " + file);
        } catch (IOException e) {
            throw new DbcException("the DBC file " + file + " cannot be read: " + e.getMessage());
        }
    }

    /// Reads a file's bytes.
    ///
    /// @param name the file's name, for sentences
    /// @throws DbcException when it is no DBC file or has no message
    public static Dbc parse(String name, byte[] bytes) throws DbcException {
        Dbc dbc = DbcParser.parse(name, decode(bytes));
        if (dbc.messages().isEmpty()) {
            String first =
                    dbc.problems().isEmpty()
                            ? "there is no BO_ in it"
                            : dbc.problems().getFirst().toString();
            throw new DbcException(name + " describes no message: " + first);
        }
        return dbc;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, LEGACY);
        }
    }
}
