package io.cartelem.core.collect.discovery;

import org.jspecify.annotations.Nullable;

/// What is known about a port, for the list of devices.
///
/// @param port what to open, for example `/dev/ttyUSB0`
/// @param description what the system or the device calls it
/// @param identity the device's identity, see [DeviceIdentity]
/// @param status what was found, as the rest of a sentence that begins with the port
/// @param finding the device that answers on it, null if none is known
public record PortReport(
        String port,
        String description,
        String identity,
        String status,
        DeviceProbe.@Nullable Finding finding) {}
