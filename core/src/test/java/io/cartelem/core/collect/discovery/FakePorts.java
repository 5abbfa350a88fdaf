package io.cartelem.core.collect.discovery;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.collect.transport.SerialPortInfo;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ports with devices that a test plugs in: one that talks by itself (`gps`), one that answers when
/// asked (`obd`), one that is neither, one that cannot be opened. All openings and writes are
/// noted.
final class FakePorts implements PortAccess {
    private final Map<String, Plugged> plugged = new LinkedHashMap<>();
    private int plugs;
    final List<String> opened = new ArrayList<>();
    final List<String> written = new ArrayList<>();
    final Map<String, String> users = new LinkedHashMap<>();

    private record Plugged(SerialPortInfo info, String device, int plug) {}

    static SerialPortInfo usb(
            String path, int product, @Nullable String serial, @Nullable String location) {
        return new SerialPortInfo(path, "USB Serial", 0x1A86, product, serial, location);
    }

    static SerialPortInfo plain(String path) {
        return new SerialPortInfo(path, "Serial Port", -1, -1, null, null);
    }

    synchronized void plug(SerialPortInfo info, String device) {
        plugged.put(info.path(), new Plugged(info, device, plugs++));
    }

    synchronized void unplug(String path) {
        plugged.remove(path);
    }

    synchronized List<String> takeOpened() {
        List<String> all = new ArrayList<>(opened);
        all.sort(null);
        opened.clear();
        return all;
    }

    @Override
    public synchronized List<SerialPortInfo> list() {
        return plugged.values().stream().map(Plugged::info).toList();
    }

    @Override
    public synchronized ByteLink open(String path, int baud) throws LinkException {
        Plugged at = plugged.get(path);
        if (at == null) {
            throw new LinkException(Reason.NOT_FOUND, path + " is not there");
        }
        opened.add(path + "@" + baud);
        if (at.device().equals("locked")) {
            throw new LinkException(
                    Reason.BUSY, path + " is in use by another program: close that program");
        }
        return new DeviceLink(path, at.device(), baud);
    }

    @Override
    public synchronized @Nullable String user(String path) {
        return users.get(path);
    }

    @Override
    public synchronized @Nullable Object presence(String path) {
        Plugged at = plugged.get(path);
        return at == null ? null : at.plug();
    }

    private final class DeviceLink implements ByteLink {
        private final String path;
        private final String device;
        private final ArrayDeque<Byte> waiting = new ArrayDeque<>();
        private int baud;

        DeviceLink(String path, String device, int baud) {
            this.path = path;
            this.device = device;
            this.baud = baud;
            if (device.equals("gps")) {
                waiting.add((byte) 'G');
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length, Duration timeout)
                throws LinkException {
            if (device.equals("dying")) {
                throw new LinkException(Reason.LOST, path + " was unplugged");
            }
            Byte next = waiting.poll();
            if (next == null) {
                return 0;
            }
            buffer[offset] = next;
            return 1;
        }

        @Override
        public void write(byte[] bytes) throws LinkException {
            synchronized (FakePorts.this) {
                written.add(path);
            }
            if (device.equals("obd")) {
                waiting.add((byte) 'E');
            }
        }

        @Override
        public boolean hasBaud() {
            return true;
        }

        @Override
        public int baud() {
            return baud;
        }

        @Override
        public void baud(int baud) {
            this.baud = baud;
        }

        @Override
        public String address() {
            return path;
        }

        @Override
        public void close() {
            waiting.clear();
        }
    }

    /// Listens for a `G`.
    static final DeviceProbe GPS =
            new DeviceProbe() {
                @Override
                public String source() {
                    return "gps";
                }

                @Override
                public boolean passive() {
                    return true;
                }

                @Override
                public Optional<Finding> probe(ByteLink link) throws LinkException {
                    byte[] got = new byte[1];
                    return link.read(got, 0, 1, Duration.ZERO) == 1 && got[0] == 'G'
                            ? Optional.of(new Finding("gps", "u-blox M8", 115_200))
                            : Optional.empty();
                }
            };

    /// Asks, and expects an `E`; says that silence is silence.
    static final DeviceProbe OBD =
            new DeviceProbe() {
                @Override
                public String source() {
                    return "obd";
                }

                @Override
                public boolean passive() {
                    return false;
                }

                @Override
                public Optional<Finding> probe(ByteLink link) throws LinkException {
                    link.write(new byte[] {'?'});
                    byte[] got = new byte[1];
                    if (link.read(got, 0, 1, Duration.ZERO) != 1) {
                        throw new LinkException(Reason.SILENT, link.address() + " says nothing");
                    }
                    return Optional.of(new Finding("obd", "ELM327 v1.5", 38_400));
                }
            };
}
