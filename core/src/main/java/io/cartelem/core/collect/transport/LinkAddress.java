package io.cartelem.core.collect.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Where a device is, as a person writes it in the settings.
public sealed interface LinkAddress {

    /// Found by trying.
    record Auto() implements LinkAddress {
        @Override
        public String toString() {
            return "auto";
        }
    }

    /// Not used.
    record Off() implements LinkAddress {
        @Override
        public String toString() {
            return "off";
        }
    }

    /// The simulated car.
    record Simulated() implements LinkAddress {
        @Override
        public String toString() {
            return "sim";
        }
    }

    /// A serial port by its system name, for example `/dev/ttyUSB0` or `COM3`.
    record Serial(String port) implements LinkAddress {
        @Override
        public String toString() {
            return port;
        }
    }

    /// A TCP server.
    record Tcp(String host, int port) implements LinkAddress {
        @Override
        public String toString() {
            return "tcp://" + host + ":" + port;
        }
    }

    /// A UDP port on which datagrams arrive.
    record Udp(String host, int port) implements LinkAddress {
        @Override
        public String toString() {
            return "udp://" + host + ":" + port;
        }
    }

    /// A gpsd daemon.
    record Gpsd(String host, int port) implements LinkAddress {
        /// gpsd's registered port.
        public static final int DEFAULT_PORT = 2947;

        @Override
        public String toString() {
            return "gpsd://" + host + ":" + port;
        }
    }

    /// A file of captured bytes.
    record Capture(String file) implements LinkAddress {
        @Override
        public String toString() {
            return "file://" + file;
        }
    }

    /// What another program pipes into ours.
    record StandardInput() implements LinkAddress {
        @Override
        public String toString() {
            return StandardInputLink.ADDRESS;
        }
    }

    /// Reads an address.
    ///
    /// @throws IllegalArgumentException with a sentence that says what is allowed
    static LinkAddress parse(String text) {
        String trimmed = text.strip();
        switch (trimmed.toLowerCase(Locale.ROOT)) {
            case "", "off", "none" -> {
                return new Off();
            }
            case "auto" -> {
                return new Auto();
            }
            case "sim", "simulated" -> {
                return new Simulated();
            }
            case StandardInputLink.ADDRESS -> {
                return new StandardInput();
            }
            default -> {
                // an address of its own, below
            }
        }
        int scheme = trimmed.indexOf("://");
        if (scheme < 0) {
            return new Serial(trimmed);
        }
        return switch (trimmed.substring(0, scheme).toLowerCase(Locale.ROOT)) {
            case "tcp" -> {
                URI uri = hostAndPort(trimmed, -1);
                yield new Tcp(uri.getHost(), uri.getPort());
            }
            case "udp" -> {
                URI uri = hostAndPort(trimmed, -1);
                yield new Udp(uri.getHost(), uri.getPort());
            }
            case "gpsd" -> {
                URI uri = hostAndPort(trimmed, Gpsd.DEFAULT_PORT);
                int port = uri.getPort() < 0 ? Gpsd.DEFAULT_PORT : uri.getPort();
                yield new Gpsd(uri.getHost(), port);
            }
            case "file" -> new Capture(trimmed.substring(scheme + 3));
            case "serial" -> new Serial(trimmed.substring(scheme + 3));
            default -> throw unreadable(trimmed);
        };
    }

    private static URI hostAndPort(String text, int defaultPort) {
        try {
            URI uri = new URI(text);
            int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
            if (uri.getHost() == null || port < 1 || port > 65_535) {
                throw unreadable(text);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(unreadable(text).getMessage(), e);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "'"
                        + text
                        + "' is no device address; write auto, off, sim, a serial port, tcp://host:port,"
                        + " udp://host:port, gpsd://host:port or file://path");
    }
}
