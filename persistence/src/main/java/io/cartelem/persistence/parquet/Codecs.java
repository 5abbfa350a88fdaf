package io.cartelem.persistence.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/// Compression of Parquet pages by zstd-jni and the JDK in place of Hadoop's codecs: writes zstd,
/// reads zstd, gzip and uncompressed pages. For one thread.
public final class Codecs implements CompressionCodecFactory {
    /// Sizes come from the file; a page is about a megabyte, and none of this size is honest.
    private static final int PAGE_LIMIT = 1 << 28;

    private final int level;

    /// @param level of zstd when writing, 1 (fast) to 19 (small)
    public Codecs(int level) {
        this.level = level;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("Cartelem writes Parquet with zstd, not " + codec);
        }
        return new ZstdCompressor(level);
    }

    /// @throws UnsupportedOperationException for a compression that cannot be read
    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case ZSTD -> new Decompressor(Codecs::zstd);
            case GZIP -> new Decompressor(Codecs::gzip);
            case UNCOMPRESSED -> new Decompressor((bytes, size) -> bytes);
            case SNAPPY, LZO, BROTLI, LZ4, LZ4_RAW ->
                    throw new UnsupportedOperationException(
                            "the Parquet file is compressed with "
                                    + codec
                                    + "; zstd, gzip and uncompressed ones can be read");
        };
    }

    @Override
    public void release() {}

    private static byte[] zstd(byte[] bytes, int size) throws IOException {
        byte[] plain = new byte[size];
        try {
            long length = Zstd.decompressByteArray(plain, 0, size, bytes, 0, bytes.length);
            if (Zstd.isError(length) || length != size) {
                throw new IOException("a page is damaged: its zstd data does not fit");
            }
        } catch (ZstdException e) {
            throw new IOException("a page is damaged: " + e.getMessage(), e);
        }
        return plain;
    }

    private static byte[] gzip(byte[] bytes, int size) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] plain = in.readNBytes(size);
            if (plain.length != size) {
                throw new IOException("a page is damaged: its gzip data is too short");
            }
            return plain;
        }
    }

    private static byte[] array(BytesInput input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(input.size()));
        input.writeAllTo(bytes);
        return bytes.toByteArray();
    }

    private record ZstdCompressor(int level) implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput plain) throws IOException {
            return BytesInput.from(Zstd.compress(array(plain), level));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }

    @FunctionalInterface
    private interface Method {
        byte[] plain(byte[] compressed, int size) throws IOException;
    }

    private record Decompressor(Method method) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(plain(array(bytes), size));
        }

        @Override
        public void decompress(ByteBuffer in, int compressed, ByteBuffer out, int size)
                throws IOException {
            byte[] bytes = new byte[compressed];
            in.get(bytes);
            out.put(plain(bytes, size));
        }

        @Override
        public void release() {}

        private byte[] plain(byte[] compressed, int size) throws IOException {
            if (size < 0 || size > PAGE_LIMIT) {
                throw new IOException("a page is damaged: it claims " + size + " bytes");
            }
            return method.plain(compressed, size);
        }
    }
}
