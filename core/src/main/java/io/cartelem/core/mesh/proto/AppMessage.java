package io.cartelem.core.mesh.proto;

/// What the applications of the mesh say in a packet's payload, as far as it matters here.
public sealed interface AppMessage {

    /// What became of a packet on its way (`Routing`).
    ///
    /// @param error 0 for delivered; 4 no interface, 6 no channel, 7 too large, 9 duty cycle, 35 no
    ///   key of the receiver, 38 rate limit and others
    record Routing(int error) implements AppMessage {}

    /// How busy the air is (`Telemetry`, `DeviceMetrics`).
    ///
    /// @param channelUtilization percent of the time in which anybody sent, over the last minute
    /// @param airUtilTx percent of the last hour in which this node sent
    record Metrics(float channelUtilization, float airUtilTx) implements AppMessage {}

    /// Who a node is (`User`).
    record User(FromRadio.Node node) implements AppMessage {}

    /// A message of no interest.
    record Nothing() implements AppMessage {}

    /// Reads what a packet says.
    ///
    /// @param from the packet's sender
    static Parsed<AppMessage> decode(int from, MeshPacket.Data data) {
        return Parsed.all(
                data.payload(),
                in ->
                        switch (data.port()) {
                            case Ports.ROUTING -> routing(in);
                            case Ports.TELEMETRY -> telemetry(in);
                            case Ports.NODE_INFO -> new User(FromRadioCodec.user(from, in));
                            default -> new Nothing();
                        });
    }

    /// The payload, as a node writes it.
    default byte[] encode() {
        return switch (this) {
            case Routing m -> new ProtoWriter().always(3, m.error()).bytes();
            case Metrics m ->
                    new ProtoWriter()
                            .message(
                                    2,
                                    new ProtoWriter()
                                            .real(3, m.channelUtilization())
                                            .real(4, m.airUtilTx()))
                            .bytes();
            case User m -> FromRadioCodec.user(m.node()).bytes();
            case Nothing _ -> new byte[0];
        };
    }

    private static AppMessage routing(ProtoReader in) throws MalformedException {
        int error = 0;
        while (in.next()) {
            if (in.field() == 3) {
                error = in.uint32();
            } else {
                in.skip();
            }
        }
        return new Routing(error);
    }

    private static AppMessage telemetry(ProtoReader in) throws MalformedException {
        AppMessage found = new Nothing();
        while (in.next()) {
            if (in.field() == 2) {
                found = metrics(in.message());
            } else {
                in.skip();
            }
        }
        return found;
    }

    private static AppMessage metrics(ProtoReader in) throws MalformedException {
        float channel = 0;
        float air = 0;
        while (in.next()) {
            switch (in.field()) {
                case 3 -> channel = in.real();
                case 4 -> air = in.real();
                default -> in.skip();
            }
        }
        boolean plausible = channel >= 0 && channel <= 100 && air >= 0 && air <= 100;
        if (!plausible) {
            throw new MalformedException("air times that are no percentages");
        }
        return new Metrics(channel, air);
    }
}
