package io.cartelem.core.can.wire;

/// The lengths that frames may have (ISO 11898-1, table of data length codes).
final class FdLengths {
    private static final int[] BY_CODE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20, 24, 32, 48, 64};

    private FdLengths() {}

    /// The data bytes that a CAN FD frame's length code stands for.
    ///
    /// @param code 0 to 15
    static int ofCode(int code) {
        return BY_CODE[code];
    }

    /// Whether a CAN FD frame can have so many data bytes.
    static boolean possible(int length) {
        for (int known : BY_CODE) {
            if (known == length) {
                return true;
            }
        }
        return false;
    }
}
