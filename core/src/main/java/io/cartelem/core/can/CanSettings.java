package io.cartelem.core.can;

import io.cartelem.core.can.dbc.Dbc;
import io.cartelem.core.can.dbc.DbcException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a person wants of the CAN bus.
///
/// @param bitrate of the bus; null to find it by listening
/// @param listenOnly whether a SLCAN adapter is kept from acknowledging other control units' frames
/// @param files which DBC file describes which bus; empty to show only that frames come
public record CanSettings(@Nullable CanBitrate bitrate, boolean listenOnly, List<Described> files) {
    /// The source of channels where one bus is read.
    public static final String SOURCE = "can";

    /// A DBC file and the bus that it describes.
    ///
    /// @param bus a bus's name as candump gives it, which then is the channels' source; empty for
    ///   the first bus heard, under the source [#SOURCE]
    /// @param loader reads the file, again at each connection
    public record Described(String bus, Loader loader) {}

    /// Reads a DBC file.
    @FunctionalInterface
    public interface Loader {
        Dbc load() throws DbcException;
    }
}
