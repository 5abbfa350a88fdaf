package io.cartelem.core.obd.adapter;

import io.cartelem.core.obd.elm.Notice;

/// The adapter lost all its settings: a drop of voltage, an internal error, or its banner out of
/// nowhere. Everything begins again with its start.
public final class AdapterRestartedException extends Exception {
    private static final long serialVersionUID = 1L;

    public AdapterRestartedException(Notice notice) {
        super(notice.sentence());
    }
}
