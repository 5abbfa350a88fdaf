package io.cartelem.core.collect.transport;

import com.fazecast.jSerialComm.SerialPort;

import io.cartelem.core.collect.transport.LinkException.Reason;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The serial ports that the system knows. Pseudo terminals are not among them. Any thread; takes
/// some milliseconds.
public final class SerialPorts {
    /// Ports of macOS itself, behind which there is never a device.
    private static final Set<String> MAC_OWN =
            Set.of(
                    "/dev/cu.Bluetooth-Incoming-Port",
                    "/dev/cu.debug-console",
                    "/dev/cu.wlan-debug");

    private SerialPorts() {}

    /// All ports, in the order of their names; on macOS only the `cu` name of each, because opening
    /// the `tty` name waits for a carrier.
    ///
    /// @throws LinkException UNSUPPORTED where the serial library does not run
    public static List<SerialPortInfo> list() throws LinkException {
        try {
            return Arrays.stream(SerialPort.getCommPorts())
                    .map(SerialPorts::describe)
                    .filter(port -> !port.path().startsWith("/dev/tty."))
                    .filter(port -> !MAC_OWN.contains(port.path()))
                    .sorted(Comparator.comparing(SerialPortInfo::path))
                    .toList();
        } catch (LinkageError e) {
            throw new LinkException(
                    Reason.UNSUPPORTED, "this computer cannot use serial ports: " + e, e);
        }
    }

    private static SerialPortInfo describe(SerialPort port) {
        boolean usb = port.getVendorID() >= 0 && port.getProductID() >= 0;
        String path = port.getSystemPortPath();
        return new SerialPortInfo(
                path.startsWith("\\\\.\\") ? path.substring(4) : path,
                port.getDescriptivePortName(),
                usb ? port.getVendorID() : -1,
                usb ? port.getProductID() : -1,
                usb ? known(port.getSerialNumber()) : null,
                usb ? known(port.getPortLocation()) : null);
    }

    /// The library writes "Unknown" or "0-0" for what it does not know.
    private static @Nullable String known(@Nullable String text) {
        if (text == null || text.isBlank() || text.equals("Unknown") || text.equals("0-0")) {
            return null;
        }
        return text.strip();
    }
}
