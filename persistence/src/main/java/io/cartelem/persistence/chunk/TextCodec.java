package io.cartelem.persistence.chunk;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// A column of texts, each different text stored once.
///
/// ```
/// ┌──────┬───────────────┬──────────────┬───────────────┬─────────────────┬───
/// │ 0x13 │ count: varint │ size: varint │ length: varint│ packed: varint  │
/// └──────┴───────────────┴──────────────┴───────────────┴─────────────────┴───
///   ───┬──────────────────┬────────────────────┬───────────┬──────────────┐
///      │ dictionary bytes │ places: [IntColumn]│ qualities │ CRC-32, 4 LE │
///   ───┴──────────────────┴────────────────────┴───────────┴──────────────┘
/// ```
///
/// The dictionary is `size` texts, each a varint of its length in bytes and its UTF-8; `length`
/// bytes in all. If `packed` is not 0, that many bytes follow, compressed as a zlib stream (RFC
/// 1950); else the `length` bytes themselves. A sample's text is the one at its place.
public final class TextCodec {
    /// First byte of a column of texts, format 1.
    static final int CODEC = 0x13;

    /// The most bytes a dictionary may have.
    public static final int MAX_DICTIONARY = 16 << 20;

    private TextCodec() {}

    /// @param count 1 to 65,536 texts from `from` on, together at most 16 MiB of UTF-8; half a
    ///   surrogate pair becomes a question mark
    /// @param qualities codes at the same places as the texts, null if all are good
    public static byte[] encode(
            @Nullable String[] texts, int from, int count, byte @Nullable [] qualities) {
        Map<String, Integer> dictionary = new LinkedHashMap<>();
        long[] places = new long[count];
        for (int i = 0; i < count; i++) {
            String text = texts[from + i];
            places[i] =
                    dictionary.computeIfAbsent(text == null ? "" : text, _ -> dictionary.size());
        }
        ByteWriter words = new ByteWriter(64 + count);
        for (String text : dictionary.keySet()) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            words.varint(utf8.length);
            words.raw(utf8, utf8.length);
        }
        ByteWriter out = ByteWriter.column(CODEC, count, 64 + words.size());
        out.varint(dictionary.size());
        out.varint(words.size());
        writePacked(out, words.toArray());
        IntColumn.write(out, places, 0, count);
        Qualities.write(out, qualities, from, count);
        return out.sealed();
    }

    public static TextColumn decode(byte[] bytes) throws DamagedChunkException {
        ByteReader in = ByteReader.column(bytes, CODEC);
        int count = in.count();
        int size = in.length(count);
        int length = in.length(MAX_DICTIONARY);
        String[] dictionary = readPacked(in, size, length);
        long[] places = IntColumn.read(in, count);
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            if (places[i] < 0 || places[i] >= size) {
                throw new DamagedChunkException("it refers to a text that it does not have");
            }
            texts[i] = dictionary[(int) places[i]];
        }
        byte[] qualities = Qualities.read(in, count);
        in.finish();
        return new TextColumn(texts, qualities);
    }

    private static void writePacked(ByteWriter out, byte[] words) {
        byte[] packed = new byte[words.length];
        int size = 0;
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(words);
            deflater.finish();
            int written = deflater.deflate(packed);
            if (deflater.finished()) {
                size = written;
            }
        }
        out.varint(size);
        out.raw(size == 0 ? words : packed, size == 0 ? words.length : size);
    }

    private static String[] readPacked(ByteReader in, int size, int length)
            throws DamagedChunkException {
        int packed = in.length(in.left());
        if (packed == 0) {
            return words(in.array(), in.skip(length), size, length);
        }
        int start = in.skip(packed);
        // Deflate never shrinks more than about 1,032 times, so a short input bounds the room.
        if (length > packed * 1_100L) {
            throw new DamagedChunkException("its texts cannot have " + length + " bytes");
        }
        byte[] words = new byte[length];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(in.array(), start, packed);
            int unpacked = inflater.inflate(words);
            if (unpacked != length || inflater.getRemaining() != 0) {
                throw new DamagedChunkException("its texts do not unpack to their length");
            }
        } catch (DataFormatException e) {
            throw new DamagedChunkException("its texts do not unpack: " + e.getMessage());
        }
        return words(words, 0, size, length);
    }

    private static String[] words(byte[] bytes, int start, int size, int length)
            throws DamagedChunkException {
        String[] words = new String[size];
        int at = start;
        int end = start + length;
        for (int i = 0; i < size; i++) {
            int wordLength = 0;
            int shift = 0;
            int b;
            do {
                if (at >= end || shift > 21) {
                    throw new DamagedChunkException("its texts end too early");
                }
                b = bytes[at++];
                wordLength |= (b & 0x7F) << shift;
                shift += 7;
            } while (b < 0);
            if (wordLength > end - at) {
                throw new DamagedChunkException("a text in it is longer than all of them");
            }
            words[i] = utf8(bytes, at, wordLength);
            at += wordLength;
        }
        if (at != end) {
            throw new DamagedChunkException("it has more bytes of text than texts");
        }
        return words;
    }

    private static String utf8(byte[] bytes, int at, int length) throws DamagedChunkException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DamagedChunkException("a text in it is not UTF-8");
        }
    }
}
