package io.cartelem.app.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.gluonhq.maps.tile.TileRetriever;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.TrackPoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    void theCacheStaysBelowItsLimitAndTheLeastUsedTilesGo(@TempDir Path folder) throws IOException {
        byte[] tile = new byte[1_000];
        CachedTiles tiles = new CachedTiles(folder, (z, x, y) -> Optional.of(tile), 20_000);
        for (int i = 0; i < 15; i++) {
            tiles.tile(10, i, 0);
            // older than a day, the first the oldest
            Path file = folder.resolve("10/" + i + "/0.tile");
            Files.setLastModifiedTime(
                    file, FileTime.from(Instant.now().minus(Duration.ofDays(30 - i))));
        }
        tiles.tile(10, 2, 0);
        for (int i = 15; i < 25; i++) {
            tiles.tile(10, i, 0);
        }
        assertTrue(size(folder) <= 20_000, size(folder) + " bytes");
        assertFalse(Files.exists(folder.resolve("10/0/0.tile")), "not used for 30 days");
        assertTrue(Files.exists(folder.resolve("10/2/0.tile")), "used again just now");
        assertTrue(Files.exists(folder.resolve("10/24/0.tile")));
    }

    @Test
    void cachedTilesOweTheirServersAttributionOfflineToo(@TempDir Path folder) throws IOException {
        assertEquals("", new CachedTiles(folder, TileChain.NONE).attribution());
        new CachedTiles(folder, server("© OpenStreetMap contributors")).tile(5, 6, 7);
        CachedTiles offline = new CachedTiles(folder, TileChain.NONE);
        assertEquals("© OpenStreetMap contributors", offline.attribution());
    }

    @Test
    void tilesOfAnotherServerReplaceThoseOfTheFirst(@TempDir Path folder) throws IOException {
        new CachedTiles(folder, server("one")).tile(5, 6, 7);
        new CachedTiles(folder, server("two")).tile(5, 6, 8);
        CachedTiles offline = new CachedTiles(folder, TileChain.NONE);
        assertEquals(Optional.empty(), offline.tile(5, 6, 7));
        assertArrayEquals(TILE, offline.tile(5, 6, 8).orElseThrow());
        assertEquals("two", offline.attribution());
    }

    @Test
    void aServerOfOpenStreetMapOwesItsContributors() {
        try (TileServer server = new TileServer("https://tiles.example.org/{z}/{x}/{y}.png")) {
            assertTrue(server.attribution().startsWith("© OpenStreetMap contributors"));
        }
    }

    @Test
    void earlierPositionsGoInFront() {
        Track track = new Track();
        track.add(100, 50, 6, 1);
        track.add(200, 50, 6.001, 2);
        track.precede(
                List.of(
                        new TrackPoint(10, 50, 5.9, 0),
                        new TrackPoint(50, 50, 5.95, 0),
                        new TrackPoint(150, 50, 7, 0)));
        assertEquals(4, track.size());
        assertEquals(1, track.indexAt(99));
        assertEquals(3, track.indexAt(500));
        assertTrue(Double.isNaN(track.value(0)));
        assertEquals(2, track.value(3));
        track.add(150, 51, 6, 1);
        assertEquals(4, track.size(), "a position from the past is passed over");
    }

    private static TileStore server(String attribution) {
        return new TileStore() {
            @Override
            public Optional<byte[]> tile(int zoom, long x, long y) {
                return Optional.of(TILE);
            }

            @Override
            public String attribution() {
                return attribution;
            }
        };
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".tile")).count() * 1_000;
        }
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
            make.execute("INSERT INTO metadata VALUES('attribution','<b>&copy; someone</b>')");
            try (PreparedStatement insert =
                    db.prepareStatement("INSERT INTO tiles VALUES(3,4,5,?)")) {
                insert.setBytes(1, TILE);
                insert.execute();
            }
        }
        return file;
    }
}
