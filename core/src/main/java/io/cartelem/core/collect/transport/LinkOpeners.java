package io.cartelem.core.collect.transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes the opener for an address.
public final class LinkOpeners {
    private LinkOpeners() {}

    /// The opener for an address that names a link.
    ///
    /// @throws IllegalArgumentException for `auto`, `off` and `sim`, which name none
    public static LinkOpener of(LinkAddress address, LinkSettings settings) {
        String name = address.toString();
        return switch (address) {
            case LinkAddress.Serial serial -> new Serial(serial.port(), settings.serial());
            case LinkAddress.Tcp tcp ->
                    new Plain(
                            name,
                            () ->
                                    TcpLink.open(
                                            name,
                                            tcp.host(),
                                            tcp.port(),
                                            settings.connectTimeout()));
            case LinkAddress.Gpsd gpsd ->
                    new Plain(
                            name,
                            () ->
                                    TcpLink.open(
                                            name,
                                            gpsd.host(),
                                            gpsd.port(),
                                            settings.connectTimeout()));
            case LinkAddress.Udp udp ->
                    new Plain(name, () -> UdpLink.open(name, udp.host(), udp.port()));
            case LinkAddress.Capture capture ->
                    new Plain(
                            name,
                            () -> ReplayLink.open(Path.of(capture.file()), settings.replay()));
            case LinkAddress.StandardInput _ -> new Plain(name, StandardInputLink::open);
            case LinkAddress.Auto _, LinkAddress.Off _, LinkAddress.Simulated _ ->
                    throw new IllegalArgumentException("'" + name + "' names no link to open");
        };
    }

    private interface Opening {
        ByteLink open() throws LinkException, InterruptedException;
    }

    private record Plain(String address, Opening opening) implements LinkOpener {
        @Override
        public ByteLink open() throws LinkException, InterruptedException {
            return opening.open();
        }
    }

    private record Serial(String address, SerialSettings settings) implements LinkOpener {
        @Override
        public ByteLink open() throws LinkException {
            return SerialLink.open(address, settings);
        }

        /// Opening a port, a Bluetooth one most of all, waits in native code.
        @Override
        public boolean blocksNatively() {
            return true;
        }

        @Override
        public @Nullable Object presence() {
            return presenceOf(address);
        }
    }

    /// What the system knows of a port: one that is plugged in again is a new file, also under its
    /// old name, and a changed permission is worth a try as well. On Windows a port is no file, so
    /// it is looked up in the list.
    public static @Nullable Object presenceOf(String port) {
        if (SerialErrors.Os.current() == SerialErrors.Os.WINDOWS) {
            return listed(port);
        }
        try {
            Path path = Path.of("/dev").resolve(port);
            return Files.readAttributes(path, "unix:rdev,ino,ctime");
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable SerialPortInfo listed(String port) {
        try {
            for (SerialPortInfo info : SerialPorts.list()) {
                if (info.path().equalsIgnoreCase(port)) {
                    return info;
                }
            }
            return null;
        } catch (LinkException e) {
            return null;
        }
    }
}
