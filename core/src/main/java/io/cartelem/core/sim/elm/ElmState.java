package io.cartelem.core.sim.elm;

import org.jspecify.annotations.Nullable;

/// What a client has set on the adapter, with the values of a reset. Used under the adapter's lock.
final class ElmState {
    static final int DEFAULT_TIMEOUT = 0x32;
    static final int DEFAULT_BAUD = 38_400;

    boolean echo;
    boolean linefeeds;
    boolean spaces;
    boolean headers;
    boolean formatting;
    boolean flowControl;
    boolean showLength;
    boolean responses;
    int adaptive;
    int timeout;

    /// `0` for any.
    char protocol;

    boolean automatic;
    boolean connected;

    /// As set by `ATSH`, null for the protocol's own.
    @Nullable String header;

    int filter;
    int mask;
    int baudTimeoutMs;
    boolean asleep;

    private final int firstBaud;

    /// Read by the line's other end too.
    volatile int baud;

    /// @param baud the serial rate when power is applied
    ElmState(int baud) {
        this.firstBaud = baud;
        powerOn();
    }

    void powerOn() {
        baud = firstBaud;
        reset();
    }

    /// What `ATZ`, `ATWS` and a lost supply do.
    void reset() {
        defaults();
        asleep = false;
    }

    /// What `ATD` does: the protocol stays.
    void defaults() {
        echo = true;
        linefeeds = false;
        spaces = true;
        headers = false;
        formatting = true;
        flowControl = true;
        showLength = false;
        responses = true;
        adaptive = 1;
        timeout = DEFAULT_TIMEOUT;
        header = null;
        baudTimeoutMs = 75;
        anyReceiver();
        protocol(savedProtocol, savedAutomatic);
    }

    /// What `ATSP` wrote, which a reset keeps.
    private char savedProtocol = '0';

    private boolean savedAutomatic = true;

    void saveProtocol(char number, boolean auto) {
        savedProtocol = number;
        savedAutomatic = auto;
        protocol(number, auto);
    }

    /// Chooses a protocol without keeping it, and closes the present one.
    void protocol(char number, boolean auto) {
        protocol = number;
        automatic = auto || number == '0';
        connected = false;
        header = null;
    }

    void anyReceiver() {
        filter = 0;
        mask = 0;
    }

    boolean accepts(int id) {
        return (id & mask) == (filter & mask);
    }

    String newline() {
        return linefeeds ? "\r\n" : "\r";
    }
}
