package io.cartelem.core.mesh.proto;

/// What a node says to its client (`FromRadio`).
public sealed interface FromRadio {

    /// A packet that arrived, or that the node itself made for the client.
    record Packet(MeshPacket packet) implements FromRadio {}

    /// Who the node is.
    record MyInfo(int nodeNumber) implements FromRadio {}

    /// A node of the mesh.
    ///
    /// @param id `!` and eight hexadecimal digits, empty if it did not introduce itself
    /// @param shortName up to four characters, empty likewise
    record Node(int number, String id, String longName, String shortName) implements FromRadio {}

    /// The part of the configuration that says what the node is for.
    ///
    /// @param role 0 client, 2 router, 4 repeater, 11 late router, and others that do not matter
    record DeviceConfig(int role) implements FromRadio {
        /// Whether a node of that role keeps private packets from its client.
        public boolean keepsPrivatePackets() {
            return role == 2 || role == 4 || role == 11;
        }
    }

    /// The part of the configuration that says how it sends.
    ///
    /// @param usePreset whether `modemPreset` counts, or else bandwidth and spreading factor
    /// @param modemPreset LONG_FAST 0, MEDIUM_FAST 4, SHORT_FAST 6, SHORT_TURBO 8 and others
    /// @param bandwidth kHz, with 31, 62, 200, 400, 800, 1600 standing for 31.25, 62.5, 203.125,
    ///   406.25, 812.5, 1625
    /// @param codingRate the denominator of 4/x, 0 for the preset's own
    /// @param region 0 unset, 1 US, 3 EU_868 and others
    record LoraConfig(
            boolean usePreset,
            int modemPreset,
            int bandwidth,
            int spreadFactor,
            int codingRate,
            int region,
            int hopLimit,
            boolean txEnabled,
            boolean overrideDutyCycle)
            implements FromRadio {}

    /// A channel.
    ///
    /// @param psk its key: none, one byte for a key that everybody knows, or 16 or 32 bytes
    /// @param name empty for the preset's name
    /// @param role 0 disabled, 1 primary, 2 secondary
    record Channel(int index, byte[] psk, String name, int role) implements FromRadio {
        public boolean enabled() {
            return role != 0;
        }

        /// Whether only those can read it to whom its key was given.
        public boolean isPrivate() {
            return psk.length > 1;
        }
    }

    /// What became of a packet handed over, and how much room is left.
    ///
    /// @param res 0 accepted; 7 too large, 9 duty cycle, 32 full or unknown, 33 no interface, 34
    ///   not allowed to send
    /// @param free places left in the queue of `maxlen`
    /// @param packetId which packet, 0 if none in particular
    record QueueStatus(int res, int free, int maxlen, int packetId) implements FromRadio {}

    /// What the node's firmware is.
    ///
    /// @param signs whether it signs broadcasts
    record Metadata(String firmware, boolean signs) implements FromRadio {}

    /// A sentence of the node for a person.
    ///
    /// @param replyId the packet it is about, 0 for none
    /// @param level as in logs: 30 warning, 40 error
    record Notification(int replyId, int level, String message) implements FromRadio {}

    /// The answer to a [ToRadio.WantConfig] is complete.
    record ConfigComplete(int nonce) implements FromRadio {}

    /// The node restarted and forgot that it had a client.
    record Rebooted() implements FromRadio {}

    /// A message of no interest here.
    ///
    /// @param field its number
    record Other(int field) implements FromRadio {}

    /// The message's bytes, without a frame, as a node writes them.
    ///
    /// @param id the node's running number of its messages, 0 for none
    default byte[] encode(int id) {
        return FromRadioCodec.encode(this, id);
    }

    /// Reads a message.
    static Parsed<FromRadio> decode(byte[] bytes) {
        return Parsed.all(bytes, FromRadioCodec::read);
    }
}
