package io.cartelem.core.collect.discovery;

import io.cartelem.core.collect.transport.SerialPortInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which device it is, whatever port the system has given it this time.
///
/// @param key the same for the same device: `usb:1546:01a8:AB12` by its serial number,
///   `usb:1a86:7523@1-2.3` by its place on the bus, `port:/dev/rfcomm0` for what is not on USB
/// @param certain whether no other device can have the key. Where it can, only trying tells whether
///   it is the one that was there before.
public record DeviceIdentity(String key, boolean certain) {

    /// Serial numbers that makers leave as they come with the chip.
    private static final Set<String> MEANINGLESS =
            Set.of(
                    "0",
                    "1",
                    "00",
                    "01",
                    "0000",
                    "0001",
                    "00000000",
                    "00000001",
                    "123456",
                    "1234567890",
                    "0123456789");

    /// A port and who is behind it.
    public record Located(SerialPortInfo port, DeviceIdentity identity) {}

    /// Who is behind each port, in the order of the ports. Looks at all of them, because a serial
    /// number that two of them share says nothing.
    public static List<Located> locate(List<SerialPortInfo> ports) {
        Map<String, Integer> sharing = new HashMap<>();
        for (SerialPortInfo port : ports) {
            String serial = serialKey(port);
            if (serial != null) {
                sharing.merge(serial, 1, Integer::sum);
            }
        }
        List<Located> located = new ArrayList<>();
        Map<String, Integer> twins = new HashMap<>();
        for (SerialPortInfo port : ports) {
            String serial = serialKey(port);
            if (serial != null && sharing.getOrDefault(serial, 0) == 1) {
                located.add(new Located(port, new DeviceIdentity(serial, true)));
                continue;
            }
            String place = placeKey(port, serial);
            // Several ports of one device at one place: told apart by their order.
            int number = twins.merge(place, 1, Integer::sum);
            String key = number == 1 ? place : place + "#" + number;
            located.add(new Located(port, new DeviceIdentity(key, false)));
        }
        return located;
    }

    /// Whether the key names a device of this make, at whatever place.
    boolean isMake(SerialPortInfo port) {
        return port.isUsb() && key.startsWith(make(port));
    }

    private static @Nullable String serialKey(SerialPortInfo port) {
        String serial = port.serialNumber();
        if (!port.isUsb() || serial == null || MEANINGLESS.contains(serial)) {
            return null;
        }
        return make(port) + ":" + serial;
    }

    private static String placeKey(SerialPortInfo port, @Nullable String serial) {
        if (!port.isUsb()) {
            return "port:" + port.path();
        }
        String location = port.location();
        return (serial == null ? make(port) : serial)
                + "@"
                + (location == null ? port.path() : location);
    }

    private static String make(SerialPortInfo port) {
        return String.format(Locale.ROOT, "usb:%04x:%04x", port.vendorId(), port.productId());
    }
}
