package io.cartelem.core.mesh.proto;

import org.jspecify.annotations.Nullable;

/// How [FromRadio] looks in bytes.
///
/// Of the messages of a `oneof` a node sends exactly one; two of them, or none, are the mark of a
/// frame that was torn.
final class FromRadioCodec {
    /// Numbers above this do not exist; one is taken for noise.
    private static final int HIGHEST_FIELD = 40;

    private FromRadioCodec() {}

    static FromRadio read(ProtoReader in) throws MalformedException {
        @Nullable FromRadio message = null;
        while (in.next()) {
            if (in.field() == 1) {
                in.uint32();
                continue;
            }
            if (message != null) {
                throw new MalformedException("two messages in one");
            }
            message = one(in);
        }
        if (message == null) {
            throw new MalformedException("an empty message");
        }
        return message;
    }

    private static FromRadio one(ProtoReader in) throws MalformedException {
        return switch (in.field()) {
            case 2 -> new FromRadio.Packet(MeshPacket.read(in.message()));
            case 3 -> myInfo(in.message());
            case 4 -> node(in.message());
            case 5 -> config(in.message());
            case 7 -> new FromRadio.ConfigComplete(in.uint32());
            case 8 -> {
                in.bool();
                yield new FromRadio.Rebooted();
            }
            case 10 -> channel(in.message());
            case 11 -> queueStatus(in.message());
            case 13 -> metadata(in.message());
            case 16 -> notification(in.message());
            default -> {
                if (in.field() > HIGHEST_FIELD) {
                    throw new MalformedException("the unknown message " + in.field());
                }
                in.skip();
                yield new FromRadio.Other(in.field());
            }
        };
    }

    private static FromRadio myInfo(ProtoReader in) throws MalformedException {
        int number = 0;
        while (in.next()) {
            if (in.field() == 1) {
                number = in.uint32();
            } else {
                in.skip();
            }
        }
        if (number == 0) {
            throw new MalformedException("a node without a number");
        }
        return new FromRadio.MyInfo(number);
    }

    private static FromRadio.Node node(ProtoReader in) throws MalformedException {
        int number = 0;
        FromRadio.Node user = new FromRadio.Node(0, "", "", "");
        while (in.next()) {
            switch (in.field()) {
                case 1 -> number = in.uint32();
                case 2 -> user = user(0, in.message());
                default -> in.skip();
            }
        }
        return new FromRadio.Node(number, user.id(), user.longName(), user.shortName());
    }

    /// A `User`, as part of a [FromRadio.Node] or as a packet of its own.
    static FromRadio.Node user(int number, ProtoReader in) throws MalformedException {
        String id = "";
        String longName = "";
        String shortName = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> id = in.text();
                case 2 -> longName = in.text();
                case 3 -> shortName = in.text();
                default -> in.skip();
            }
        }
        return new FromRadio.Node(number, id, longName, shortName);
    }

    private static FromRadio config(ProtoReader in) throws MalformedException {
        FromRadio config = new FromRadio.Other(5);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> config = device(in.message());
                case 6 -> config = lora(in.message());
                default -> in.skip();
            }
        }
        return config;
    }

    private static FromRadio device(ProtoReader in) throws MalformedException {
        int role = 0;
        while (in.next()) {
            if (in.field() == 1) {
                role = in.uint32();
            } else {
                in.skip();
            }
        }
        return new FromRadio.DeviceConfig(role);
    }

    private static FromRadio lora(ProtoReader in) throws MalformedException {
        boolean usePreset = false;
        int preset = 0;
        int bandwidth = 0;
        int spreadFactor = 0;
        int codingRate = 0;
        int region = 0;
        int hopLimit = 0;
        boolean txEnabled = false;
        boolean override = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> usePreset = in.bool();
                case 2 -> preset = in.uint32();
                case 3 -> bandwidth = in.uint32();
                case 4 -> spreadFactor = in.uint32();
                case 5 -> codingRate = in.uint32();
                case 7 -> region = in.uint32();
                case 8 -> hopLimit = in.uint32();
                case 9 -> txEnabled = in.bool();
                case 12 -> override = in.bool();
                default -> in.skip();
            }
        }
        return new FromRadio.LoraConfig(
                usePreset,
                preset,
                bandwidth,
                spreadFactor,
                codingRate,
                region,
                hopLimit,
                txEnabled,
                override);
    }

    private static FromRadio channel(ProtoReader in) throws MalformedException {
        int index = 0;
        byte[] psk = {};
        String name = "";
        int role = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> index = in.uint32();
                case 2 -> {
                    ProtoReader settings = in.message();
                    while (settings.next()) {
                        switch (settings.field()) {
                            case 2 -> psk = settings.octets();
                            case 3 -> name = settings.text();
                            default -> settings.skip();
                        }
                    }
                }
                case 3 -> role = in.uint32();
                default -> in.skip();
            }
        }
        return new FromRadio.Channel(index, psk, name, role);
    }

    private static FromRadio queueStatus(ProtoReader in) throws MalformedException {
        int res = 0;
        int free = 0;
        int maxlen = 0;
        int packetId = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> res = in.int32();
                case 2 -> free = in.uint32();
                case 3 -> maxlen = in.uint32();
                case 4 -> packetId = in.uint32();
                default -> in.skip();
            }
        }
        return new FromRadio.QueueStatus(res, free, maxlen, packetId);
    }

    private static FromRadio metadata(ProtoReader in) throws MalformedException {
        String firmware = "";
        boolean signs = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> firmware = in.text();
                case 14 -> signs = in.bool();
                default -> in.skip();
            }
        }
        return new FromRadio.Metadata(firmware, signs);
    }

    private static FromRadio notification(ProtoReader in) throws MalformedException {
        int replyId = 0;
        int level = 0;
        String message = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> replyId = in.uint32();
                case 3 -> level = in.uint32();
                case 4 -> message = in.text();
                default -> in.skip();
            }
        }
        return new FromRadio.Notification(replyId, level, message);
    }

    static byte[] encode(FromRadio message, int id) {
        ProtoWriter out = new ProtoWriter().uint32(1, id);
        return switch (message) {
            case FromRadio.Packet m -> out.message(2, m.packet().write()).bytes();
            case FromRadio.MyInfo m ->
                    out.message(3, new ProtoWriter().uint32(1, m.nodeNumber())).bytes();
            case FromRadio.Node m ->
                    out.message(4, new ProtoWriter().uint32(1, m.number()).message(2, user(m)))
                            .bytes();
            case FromRadio.DeviceConfig m ->
                    config(out, 1, new ProtoWriter().uint32(1, m.role())).bytes();
            case FromRadio.LoraConfig m -> config(out, 6, lora(m)).bytes();
            case FromRadio.Channel m ->
                    out.message(
                                    10,
                                    new ProtoWriter()
                                            .uint32(1, m.index())
                                            .message(
                                                    2,
                                                    new ProtoWriter()
                                                            .octets(2, m.psk())
                                                            .text(3, m.name()))
                                            .uint32(3, m.role()))
                            .bytes();
            case FromRadio.QueueStatus m ->
                    out.message(
                                    11,
                                    new ProtoWriter()
                                            .int32(1, m.res())
                                            .uint32(2, m.free())
                                            .uint32(3, m.maxlen())
                                            .uint32(4, m.packetId()))
                            .bytes();
            case FromRadio.Metadata m ->
                    out.message(13, new ProtoWriter().text(1, m.firmware()).bool(14, m.signs()))
                            .bytes();
            case FromRadio.Notification m ->
                    out.message(
                                    16,
                                    new ProtoWriter()
                                            .uint32(1, m.replyId())
                                            .uint32(3, m.level())
                                            .text(4, m.message()))
                            .bytes();
            case FromRadio.ConfigComplete m ->
                    out.always(7, Integer.toUnsignedLong(m.nonce())).bytes();
            case FromRadio.Rebooted _ -> out.bool(8, true).bytes();
            case FromRadio.Other m -> out.message(m.field(), new ProtoWriter()).bytes();
        };
    }

    static ProtoWriter user(FromRadio.Node node) {
        return new ProtoWriter()
                .text(1, node.id())
                .text(2, node.longName())
                .text(3, node.shortName());
    }

    private static ProtoWriter config(ProtoWriter out, int part, ProtoWriter content) {
        return out.message(5, new ProtoWriter().message(part, content));
    }

    private static ProtoWriter lora(FromRadio.LoraConfig m) {
        return new ProtoWriter()
                .bool(1, m.usePreset())
                .uint32(2, m.modemPreset())
                .uint32(3, m.bandwidth())
                .uint32(4, m.spreadFactor())
                .uint32(5, m.codingRate())
                .uint32(7, m.region())
                .uint32(8, m.hopLimit())
                .bool(9, m.txEnabled())
                .bool(12, m.overrideDutyCycle());
    }
}
