package io.cartelem.persistence.export;

import io.cartelem.core.port.Exporter;

import java.util.List;
import java.util.Optional;

/// All export formats.
public final class Exporters {
    private static final List<Exporter> ALL =
            List.of(
                    new SignalsCsv(),
                    new SignalsParquet(),
                    new FramesCsv(),
                    new PlainSqlite(),
                    new GpxTrack());

    private Exporters() {}

    /// Every format, the most common first.
    public static List<Exporter> all() {
        return ALL;
    }

    /// The exporter whose [Exporter#id] is `id`.
    public static Optional<Exporter> byId(String id) {
        return ALL.stream().filter(exporter -> exporter.id().equals(id)).findFirst();
    }
}
