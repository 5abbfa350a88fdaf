package io.cartelem.persistence.postgres;

import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/// Rows for `COPY … FROM STDIN (FORMAT binary)` (PostgreSQL documentation, COPY, "Binary Format"):
///
/// ```
/// header   "PGCOPY\n" 0xFF "\r\n" 0x00 | int32 flags 0 | int32 extension length 0
/// row      int16 fields | fields × (int32 length, or -1 for NULL | value in network order)
/// trailer  int16 -1
/// ```
///
/// For one thread.
final class BinaryCopy {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int ROOM = 1 << 18;

    /// No field of fixed length, with its length before it, is longer.
    private static final int LONGEST_FIELD = 12;

    private final CopyIn copy;
    private ByteBuffer buffer = ByteBuffer.allocate(ROOM);

    BinaryCopy(CopyManager manager, String sql) throws SQLException {
        copy = manager.copyIn(sql);
        buffer.put(HEADER);
    }

    BinaryCopy row(int fields) throws SQLException {
        room(LONGEST_FIELD);
        buffer.putShort((short) fields);
        return this;
    }

    BinaryCopy put(long value) throws SQLException {
        room(LONGEST_FIELD);
        buffer.putInt(Long.BYTES).putLong(value);
        return this;
    }

    BinaryCopy put(int value) throws SQLException {
        room(LONGEST_FIELD);
        buffer.putInt(Integer.BYTES).putInt(value);
        return this;
    }

    BinaryCopy put(short value) throws SQLException {
        room(LONGEST_FIELD);
        buffer.putInt(Short.BYTES).putShort(value);
        return this;
    }

    BinaryCopy put(double value) throws SQLException {
        room(LONGEST_FIELD);
        buffer.putInt(Double.BYTES).putDouble(value);
        return this;
    }

    BinaryCopy put(String value) throws SQLException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + bytes.length);
        buffer.putInt(bytes.length).put(bytes);
        return this;
    }

    BinaryCopy putNull() throws SQLException {
        room(LONGEST_FIELD);
        buffer.putInt(-1);
        return this;
    }

    /// Completes the copy.
    void end() throws SQLException {
        room(LONGEST_FIELD);
        buffer.putShort((short) -1);
        flush();
        copy.endCopy();
    }

    /// Breaks the copy off, after a failure.
    void cancel() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void room(int bytes) throws SQLException {
        if (buffer.remaining() < bytes) {
            flush();
            if (buffer.capacity() < bytes) {
                buffer = ByteBuffer.allocate(bytes);
            }
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
