package io.cartelem.app.sessions;

import io.cartelem.core.port.SignalQuery;

/// A session, or a part of it, that shall be written to a file.
///
/// @param name of the session, for the file's name
/// @param query what of it
public record ExportItem(String name, SignalQuery query) {

    /// A whole session.
    public static ExportItem whole(SessionRow row) {
        return new ExportItem(row.name(), SignalQuery.all(row.id()));
    }
}
