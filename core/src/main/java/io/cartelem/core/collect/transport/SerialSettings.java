package io.cartelem.core.collect.transport;

/// How a serial line is set when it is opened: 8 data bits, no parity, one stop bit, no flow
/// control, and this.
///
/// @param baud the rate to begin with
/// @param dtr whether DTR is raised: most adapters need it to talk, some boards restart on it
/// @param rts whether RTS is raised
public record SerialSettings(int baud, boolean dtr, boolean rts) {

    /// Refuses a rate that is not positive.
    public SerialSettings {
        if (baud < 1) {
            throw new IllegalArgumentException("a serial line needs a rate, not " + baud);
        }
    }

    /// The given rate with DTR and RTS raised, as terminal programs do it.
    public static SerialSettings at(int baud) {
        return new SerialSettings(baud, true, true);
    }
}
