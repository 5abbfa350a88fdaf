package io.cartelem.core.gps.receiver;

import io.cartelem.core.gps.wire.UbxMessage;

import java.util.List;

/// Something a receiver said that may be the answer to a request.
public sealed interface Reply {

    /// A message of the u-blox binary protocol.
    record Binary(UbxMessage message) implements Reply {}

    /// A sentence that is no measurement.
    ///
    /// @param address what stands before the first comma, for example `PMTK001`
    record Text(String address, List<String> fields) implements Reply {

        /// The field at `index` from 0, empty where there is none.
        String field(int index) {
            return index < fields.size() ? fields.get(index) : "";
        }
    }
}
