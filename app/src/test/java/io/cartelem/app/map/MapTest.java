package io.cartelem.app.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.gluonhq.maps.tile.TileRetriever;

import io.cartelem.core.port.StoreException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.ServiceLoader;

class MapTest {
    private static final byte[] TILE = {1, 2, 3};

    @Test
    void theLibraryFindsOurTilesAndNotItsOwn() {
        assertInstanceOf(MapTiles.class, ServiceLoader.load(TileRetriever.class).iterator().next());
    }

    @Test
    void rowsOfMbTilesCountFromTheSouth(@TempDir Path folder) throws Exception {
        Path file = mbtiles(folder, "png");
        try (MbTiles tiles = new MbTiles(file)) {
            assertArrayEquals(TILE, tiles.tile(3, 4, 2).orElseThrow());
            assertEquals(Optional.empty(), tiles.tile(3, 4, 5));
            assertEquals("© someone", tiles.attribution());
        }
    }

    @Test
    void whatIsNoMapIsRefusedInASentence(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("notes.mbtiles"), "no map at all, only text");
        StoreException notMap = assertThrows(StoreException.class, () -> new MbTiles(text));
        assertTrue(notMap.getMessage().contains("MBTiles"));
        Path vector = mbtiles(folder, "pbf");
        StoreException pbf = assertThrows(StoreException.class, () -> new MbTiles(vector));
        assertTrue(pbf.getMessage().contains("vector"));
        assertThrows(
                IllegalArgumentException.class, () -> new TileServer("https://host/tiles.png"));
    }

    @Test
    void tilesSeenOnceAreSeenAgainWithoutTheServer(@TempDir Path folder) throws IOException {
        int[] asked = new int[1];
        TileStore server =
                (z, x, y) -> {
                    asked[0]++;
                    return Optional.of(TILE);
                };
        assertArrayEquals(TILE, new CachedTiles(folder, server).tile(5, 6, 7).orElseThrow());
        assertArrayEquals(TILE, new CachedTiles(folder, server).tile(5, 6, 7).orElseThrow());
        assertEquals(1, asked[0]);
        CachedTiles offline = new CachedTiles(folder, TileChain.NONE);
        assertArrayEquals(TILE, offline.tile(5, 6, 7).orElseThrow());
        assertEquals(Optional.empty(), offline.tile(5, 6, 8));
    }

    @Test
    void theProjectionAgreesWithEpsg3857() {
        assertEquals(0.5, Mercator.x(0), 1e-12);
        assertEquals(0.5, Mercator.y(0), 1e-12);
        assertEquals(0, Mercator.y(85.0511), 1e-6);
        double y = Mercator.y(50.3356);
        assertEquals(50.3356, Mercator.latitude(y), 1e-9);
        // y of 50.3356° N by the formula of EPSG:3857: 6,504,147.6 m from the equator
        assertEquals(0.5 - 6_504_147.6 / 40_075_016.686, y, 2e-4);
    }

    @Test
    void theTrackKnowsPositionAndHeading() {
        Track track = new Track();
        track.add(0, 0, 0, 1);
        track.add(10, Double.NaN, 6, 1);
        assertEquals(0, track.size(), "no fix is no position");
        for (int i = 0; i < 10; i++) {
            track.add(i * 100L, 50, 6 + i * 0.001, i);
        }
        assertEquals(-1, track.indexAt(-1));
        assertEquals(3, track.indexAt(350));
        assertEquals(9, track.indexAt(99_999));
        assertEquals(Math.PI / 2, track.heading(5), 1e-6, "driving east");
        assertTrue(Double.isNaN(track.heading(0)));
    }

    private static Path mbtiles(Path folder, String format) throws SQLException {
        Path file = folder.resolve(format + ".mbtiles");
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement make = db.createStatement()) {
            make.execute("CREATE TABLE metadata(name TEXT, value TEXT)");
            make.execute(
                    "CREATE TABLE tiles(zoom_level INT, tile_column INT, tile_row INT, tile_data"
                            + " BLOB)");
            make.execute("INSERT INTO metadata VALUES('format','" + format + "')");
            make.execute("INSERT INTO metadata VALUES('attribution','<b>© someone</b>')");
            try (PreparedStatement insert =
                    db.prepareStatement("INSERT INTO tiles VALUES(3,4,5,?)")) {
                insert.setBytes(1, TILE);
                insert.execute();
            }
        }
        return file;
    }
}
