package io.cartelem.core.obd.adapter;

import io.cartelem.core.obd.elm.HeaderForm;
import io.cartelem.core.obd.elm.Protocol;

/// The way to the car that was found.
///
/// @param headers whether the adapter prints headers, so that control units can be told apart
public record CarBus(Protocol protocol, boolean headers) {

    public HeaderForm form() {
        return protocol.form(headers);
    }
}
