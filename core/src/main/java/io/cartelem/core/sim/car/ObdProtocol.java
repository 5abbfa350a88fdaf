package io.cartelem.core.sim.car;

/// The car's diagnostic bus, by the numbers and names an ELM327 uses.
public enum ObdProtocol {
    J1850_PWM('1', "SAE J1850 PWM", Bus.J1850, 25),
    J1850_VPW('2', "SAE J1850 VPW", Bus.J1850, 45),
    ISO_9141_2('3', "ISO 9141-2", Bus.K_LINE, 130),
    KWP_SLOW('4', "ISO 14230-4 (KWP 5BAUD)", Bus.K_LINE, 115),
    KWP_FAST('5', "ISO 14230-4 (KWP FAST)", Bus.K_LINE, 110),
    CAN_11_500('6', "ISO 15765-4 (CAN 11/500)", Bus.CAN, 12),
    CAN_29_500('7', "ISO 15765-4 (CAN 29/500)", Bus.CAN, 12),
    CAN_11_250('8', "ISO 15765-4 (CAN 11/250)", Bus.CAN, 14),
    CAN_29_250('9', "ISO 15765-4 (CAN 29/250)", Bus.CAN, 14);

    /// The kind of wire, which decides how messages look.
    public enum Bus {
        J1850,
        K_LINE,
        CAN
    }

    private final char number;
    private final String title;
    private final Bus bus;
    private final int typicalLatencyMs;

    ObdProtocol(char number, String title, Bus bus, int typicalLatencyMs) {
        this.number = number;
        this.title = title;
        this.bus = bus;
        this.typicalLatencyMs = typicalLatencyMs;
    }

    /// The digit of `ATSP` and `ATDPN`.
    public char number() {
        return number;
    }

    /// What `ATDP` says.
    public String title() {
        return title;
    }

    public Bus bus() {
        return bus;
    }

    public boolean can() {
        return bus == Bus.CAN;
    }

    /// Whether messages carry 29-bit identifiers.
    public boolean extended() {
        return this == CAN_29_500 || this == CAN_29_250;
    }

    /// Whether the wire is slow-initialised by an address at 5 baud.
    public boolean slowInit() {
        return this == ISO_9141_2 || this == KWP_SLOW;
    }

    /// Milliseconds from a request to the first answer as usual on this bus, with the idle times
    /// that the slow ones demand.
    public int typicalLatencyMs() {
        return typicalLatencyMs;
    }
}
