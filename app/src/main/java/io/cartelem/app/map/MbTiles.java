package io.cartelem.app.map;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;

/// Tiles in an SQLite file of the MBTiles specification 1.3, whose rows count from the south.
public final class MbTiles implements TileStore {
    private static final Logger LOG = LoggerFactory.getLogger(MbTiles.class);

    private final Path file;
    private final Connection connection;
    private final String attribution;
    private final ReentrantLock lock = new ReentrantLock();

    /// Opens `file` for reading only.
    ///
    /// @throws StoreException FOREIGN if it holds no raster tiles
    public MbTiles(Path file) {
        this.file = file;
        if (!Files.isRegularFile(file)) {
            throw new StoreException(
                    Reason.FOREIGN, "There is no map file " + file + "; see TILES_MBTILES.");
        }
        Properties readOnly = new Properties();
        readOnly.setProperty("open_mode", "1");
        Connection opened = null;
        try {
            opened = DriverManager.getConnection("jdbc:sqlite:" + file, readOnly);
            requireRaster(opened);
            connection = opened;
            attribution = plain(metadata(opened, "attribution"));
        } catch (SQLException e) {
            close(opened);
            throw new StoreException(
                    Reason.FOREIGN, file + " is not a map in the MBTiles format.", e);
        } catch (StoreException e) {
            close(opened);
            throw e;
        }
    }

    @Override
    public Optional<byte[]> tile(int zoom, long x, long y) throws IOException {
        if (zoom < 0 || zoom > 30) {
            return Optional.empty();
        }
        lock.lock();
        try (PreparedStatement find =
                connection.prepareStatement(
                        "SELECT tile_data FROM tiles"
                                + " WHERE zoom_level=? AND tile_column=? AND tile_row=?")) {
            find.setInt(1, zoom);
            find.setLong(2, x);
            find.setLong(3, (1L << zoom) - 1 - y);
            try (ResultSet found = find.executeQuery()) {
                return found.next() ? Optional.ofNullable(found.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IOException("a tile of " + file + " cannot be read", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String attribution() {
        return attribution;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            close(connection);
        } finally {
            lock.unlock();
        }
    }

    private void requireRaster(Connection opened) throws SQLException {
        String format = metadata(opened, "format");
        if (format.equals("pbf")) {
            throw new StoreException(
                    Reason.FOREIGN,
                    file + " holds vector tiles; Cartelem shows maps of PNG or JPEG tiles.");
        }
        try (PreparedStatement look =
                        opened.prepareStatement("SELECT tile_row FROM tiles LIMIT 1");
                ResultSet any = look.executeQuery()) {
            if (!any.next()) {
                LOG.warn("the map {} holds no tiles", file);
            }
        }
    }

    private static String metadata(Connection opened, String name) throws SQLException {
        try (PreparedStatement find =
                opened.prepareStatement("SELECT value FROM metadata WHERE name=?")) {
            find.setString(1, name);
            try (ResultSet found = find.executeQuery()) {
                String value = found.next() ? found.getString(1) : null;
                return value == null ? "" : value;
            }
        }
    }

    /// The specification allows HTML in the attribution.
    private static String plain(String html) {
        return html.replaceAll("<[^>]*>", "")
                .replace("&copy;", "©")
                .replace("&#169;", "©")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .strip();
    }

    private static void close(@org.jspecify.annotations.Nullable Connection opened) {
        if (opened == null) {
            return;
        }
        try {
            opened.close();
        } catch (SQLException e) {
            LOG.debug("closing a map failed", e);
        }
    }
}
