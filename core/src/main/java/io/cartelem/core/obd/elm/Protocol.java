package io.cartelem.core.obd.elm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The bus protocols of OBD-II by their ELM327 number.
public enum Protocol {
    PWM('1', "SAE J1850 PWM", HeaderForm.J1850),
    VPW('2', "SAE J1850 VPW", HeaderForm.J1850),
    ISO_9141_2('3', "ISO 9141-2", HeaderForm.ISO_9141),
    KWP_SLOW('4', "ISO 14230-4 KWP (5 baud)", HeaderForm.KWP),
    KWP_FAST('5', "ISO 14230-4 KWP (fast)", HeaderForm.KWP),
    CAN_11_500('6', "CAN 11 bit, 500 kbit/s", HeaderForm.CAN_11),
    CAN_29_500('7', "CAN 29 bit, 500 kbit/s", HeaderForm.CAN_29),
    CAN_11_250('8', "CAN 11 bit, 250 kbit/s", HeaderForm.CAN_11),
    CAN_29_250('9', "CAN 29 bit, 250 kbit/s", HeaderForm.CAN_29),
    J1939('A', "SAE J1939 CAN", HeaderForm.CAN_29);

    /// The order of trying when the adapter's own search fails: the commonest first.
    public static final List<Protocol> FALLBACK =
            List.of(
                    CAN_11_500,
                    CAN_11_250,
                    PWM,
                    CAN_29_500,
                    CAN_29_250,
                    VPW,
                    ISO_9141_2,
                    KWP_SLOW,
                    KWP_FAST,
                    J1939);

    private final char number;
    private final String title;
    private final HeaderForm form;

    Protocol(char number, String title, HeaderForm form) {
        this.number = number;
        this.title = title;
        this.form = form;
    }

    /// Its digit in `ATTPn`.
    public char number() {
        return number;
    }

    /// Its name for a person.
    public String title() {
        return title;
    }

    /// Whether several PIDs may go into one request.
    public boolean can() {
        return form == HeaderForm.CAN_11 || form == HeaderForm.CAN_29;
    }

    /// How its frames are printed.
    public HeaderForm form(boolean headers) {
        if (headers) {
            return form;
        }
        return can() ? HeaderForm.PLAIN_CAN : HeaderForm.PLAIN;
    }

    /// Reads the answer of `ATDPN`: a digit, behind an `A` if the adapter chose it by itself. The
    /// `A` alone is J1939.
    public static Optional<Protocol> ofAnswer(String answer) {
        String text = answer.strip().toUpperCase(Locale.ROOT);
        if (text.length() == 2 && text.charAt(0) == 'A') {
            text = text.substring(1);
        }
        if (text.length() != 1) {
            return Optional.empty();
        }
        for (Protocol protocol : values()) {
            if (protocol.number == text.charAt(0)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    /// Guesses from a line of a reply to `0100` with headers on, for adapters that do not know
    /// `ATDPN`. The bit rate stays unknown, and does not matter to the reading of frames.
    public static Optional<Protocol> ofFrame(String line) {
        String hex = Hex.compact(line);
        if (hex.length() >= 7 && hex.startsWith("7E") && hex.length() % 2 == 1) {
            return Optional.of(CAN_11_500);
        }
        if (hex.startsWith("18DAF1")) {
            return Optional.of(CAN_29_500);
        }
        if (hex.startsWith("486B")) {
            // VPW prints the same header; only the check byte tells them apart.
            boolean crc = FrameReader.fits(line, HeaderForm.J1850);
            return Optional.of(crc ? VPW : ISO_9141_2);
        }
        if (hex.startsWith("416B")) {
            return Optional.of(PWM);
        }
        if (hex.length() > 6 && hex.startsWith("F1", 2)) {
            return Optional.of(KWP_FAST);
        }
        return Optional.empty();
    }
}
