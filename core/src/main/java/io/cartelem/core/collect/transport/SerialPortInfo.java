package io.cartelem.core.collect.transport;

import org.jspecify.annotations.Nullable;

/// A serial port that the system lists.
///
/// @param path what to open, for example `/dev/ttyUSB0` or `COM3`
/// @param description what the system or the USB device calls it
/// @param vendorId USB vendor, -1 if it is not on USB
/// @param productId USB product, -1 if it is not on USB
/// @param serialNumber USB serial number, null if it has none
/// @param location where on the USB bus it is, for example `1-2.3`, null if not known
public record SerialPortInfo(
        String path,
        String description,
        int vendorId,
        int productId,
        @Nullable String serialNumber,
        @Nullable String location) {

    /// Whether it is a USB device.
    public boolean isUsb() {
        return vendorId >= 0 && productId >= 0;
    }
}
