package io.cartelem.core.can.wire;

/// One frame of a CAN bus. A reader fills the same object again for every frame, so that a full bus
/// costs no garbage; whoever wants to keep one copies what it needs. Used by one thread.
public final class CanFrame {
    /// Most data bytes that a frame has (CAN FD; a classic one has 8).
    public static final int MAX_DATA = 64;

    /// Zeros behind the data, so that eight bytes can be loaded at any place of it.
    public static final int PADDING = 8;

    private final byte[] data = new byte[MAX_DATA + PADDING];
    private int id;
    private boolean extended;
    private boolean remote;
    private boolean error;
    private int length;
    private int bus;
    private boolean stamped;
    private long stampNs;
    private long arrivalNs;

    void begin(int newId, boolean isExtended, int busNumber, long arrivedNs) {
        id = newId;
        extended = isExtended;
        bus = busNumber;
        arrivalNs = arrivedNs;
        remote = false;
        error = false;
        stamped = false;
        stampNs = 0;
        length = 0;
    }

    void stamp(long ns) {
        stamped = true;
        stampNs = ns;
    }

    void markRemote() {
        remote = true;
    }

    void markError() {
        error = true;
    }

    /// Sets one data byte; those behind the last one are zeroed by [#end].
    void set(int index, int value) {
        data[index] = (byte) value;
    }

    void end(int dataLength) {
        length = dataLength;
        for (int i = dataLength; i < data.length; i++) {
            data[i] = 0;
        }
    }

    /// The identifier, 11 bits or, of an [#extended] frame, 29.
    public int id() {
        return id;
    }

    /// Whether the identifier has 29 bits.
    public boolean extended() {
        return extended;
    }

    /// Whether it asks for data and has none itself.
    public boolean remote() {
        return remote;
    }

    /// Whether it reports an error on the bus instead of carrying data.
    public boolean isError() {
        return error;
    }

    /// Data bytes, 0 to 64.
    public int length() {
        return length;
    }

    /// The data from index 0 on, [#length] bytes and zeros behind them. Not a copy.
    public byte[] data() {
        return data;
    }

    /// The number of the bus it was heard on, from 0 in the order of their first frames.
    public int bus() {
        return bus;
    }

    /// Whether the device said when it heard the frame.
    public boolean stamped() {
        return stamped;
    }

    /// When the device heard it, in ns of the device's clock; for a SLCAN adapter within its
    /// minute.
    public long stampNs() {
        return stampNs;
    }

    /// Monotonic time at which its last byte arrived here.
    public long arrivalNs() {
        return arrivalNs;
    }
}
