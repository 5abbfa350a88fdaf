package io.cartelem.core.config;

import io.cartelem.core.collect.transport.LinkAddress;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The settings of the CAN bus.
public final class CanKeys {
    private static final Set<Integer> BITRATES =
            Set.of(10_000, 20_000, 50_000, 100_000, 125_000, 250_000, 500_000, 800_000, 1_000_000);

    public static final Key<LinkAddress> CAN_PORT =
            Key.of(
                            "CAN_PORT",
                            "off",
                            "auto, off, stdin, a serial port, tcp://host:port or udp://host:port",
                            CanKeys::address,
                            "where the CAN bus is: a SLCAN adapter, or the lines of candump -L")
                    .takesEffectAtOnce();
    public static final Key<List<DbcPath>> CAN_DBC =
            Key.of(
                            "CAN_DBC",
                            "",
                            "a DBC file, or several with the bus before each: can0=engine.dbc,can1=body.dbc",
                            DbcPath::parse,
                            "what the frames of the CAN bus mean")
                    .takesEffectAtOnce();
    public static final Key<OptionalInt> CAN_BITRATE =
            Key.of(
                            "CAN_BITRATE",
                            "auto",
                            "auto, 500000 or another bitrate that SLCAN adapters know",
                            CanKeys::bitrate,
                            "bits a second on the CAN bus; auto listens at one after the other")
                    .takesEffectAtOnce();
    public static final Key<Boolean> CAN_LISTEN_ONLY =
            Key.of(
                            "CAN_LISTEN_ONLY",
                            "true",
                            "true or false",
                            Parsers::yesOrNo,
                            "never let a SLCAN adapter acknowledge what others send")
                    .takesEffectAtOnce();

    private CanKeys() {}

    private static LinkAddress address(String text) {
        LinkAddress address = LinkAddress.parse(text);
        if (address instanceof LinkAddress.Gpsd) {
            throw new IllegalArgumentException("a GPS daemon is no CAN bus");
        }
        return address;
    }

    private static OptionalInt bitrate(String text) {
        OptionalInt bitrate =
                Parsers.wholeNumberOr("auto", 10_000, 1_000_000).apply(text.replace("k", "000"));
        if (bitrate.isPresent() && !BITRATES.contains(bitrate.getAsInt())) {
            throw new IllegalArgumentException("not one of SLCAN's");
        }
        return bitrate;
    }
}
