package io.cartelem.core.obd.elm;

/// How an adapter prints what it received, by protocol and by whether headers are on.
public enum HeaderForm {
    /// `7E8 06 41 00 …`: three hex digits, then the segment.
    CAN_11,
    /// `18 DA F1 10 06 41 00 …`: eight hex digits, then the segment.
    CAN_29,
    /// `48 6B 10 41 0C … CC`: priority, target, source, data, sum over all (ISO 9141-2).
    ISO_9141,
    /// `84 F1 10 41 0C … CC`: format with length, target, source, data, sum (ISO 14230).
    KWP,
    /// `41 6B 10 41 0C … CC`: priority, target, source, data, CRC-8 (SAE J1850).
    J1850,
    /// Headers off on CAN: `41 0C …`, or `00A` and `0: …` lines.
    PLAIN_CAN,
    /// Headers off on K-line and J1850: `41 0C …`.
    PLAIN
}
