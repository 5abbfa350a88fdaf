package io.cartelem.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.chart.Feed;
import io.cartelem.app.chart.Palette;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.chart.TimelineModel;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Png;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.station.Await;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.model.Channel;
import io.cartelem.core.port.TrackPoint;

import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

@Timeout(600)
class MissingTilesTest {
    private static final Color TILE = Color.web("#2f6f4f");

    private byte[] tile = {};
    private Stage stage;
    private TrackMapView view;

    @BeforeEach
    void open() throws IOException {
        tile = tile();
        Presentation presentation = new Presentation(Texts.of("en"), Units.METRIC);
        MapModel model =
                new MapModel(
                        presentation, new Nothing(), new TimelineModel(1), new FakeDesk().memory());
        model.followingProperty().set(false);
        model.show(List.of(new TrackPoint(0, 50, 6, 0), new TrackPoint(1, 50.01, 6.02, 0)));
        Toolkit.run(
                () -> {
                    view =
                            new TrackMapView(
                                    model, presentation, new SimpleObjectProperty<>(Theme.DARK));
                    stage = new Stage();
                    stage.setScene(new Scene(view, 600, 600));
                });
    }

    @AfterEach
    void close() {
        Toolkit.run(stage::close);
        MapTiles.use(TileChain.NONE);
    }

    @Test
    void whereATileIsMissingTheGridIsSeenAndNothingIsBlank() throws IOException {
        MapTiles.use((zoom, x, y) -> (x + y) % 2 == 0 ? Optional.of(tile) : Optional.empty());
        Palette palette = Palette.of(Theme.DARK);
        WritableImage picture =
                look(
                        now ->
                                count(now, TILE) > 20_000
                                        && count(now, palette.grid()) > 300
                                        && count(now, Color.WHITE) == 0);
        keep(picture);
        assertTrue(count(picture, palette.background()) > 20_000, "ground between them");
        assertTrue(
                count(picture, palette.grid()) > 300,
                "lines on the ground: " + count(picture, palette.grid()));
        assertEquals(0, count(picture, Color.WHITE), "nothing is left as the scene has it");
    }

    @Test
    void whereAllTilesAreThereNoGridLiesUnderThem() {
        MapTiles.use((zoom, x, y) -> Optional.of(tile));
        Color grid = Palette.of(Theme.DARK).grid();
        WritableImage picture = look(now -> count(now, TILE) > 200_000 && count(now, grid) == 0);
        assertEquals(0, count(picture, grid));
        assertTrue(count(picture, TILE) > 200_000, "tiles: " + count(picture, TILE));
    }

    /// Shows the map until what it asked for has come and been drawn. Tiles come when they come:
    /// that nothing changes for a while does not say that they are all there.
    ///
    /// @param complete whether a picture is the map with everything that comes; it stays so
    private WritableImage look(Predicate<WritableImage> complete) {
        Toolkit.run(stage::show);
        WritableImage[] picture = new WritableImage[1];
        Await.until(
                "the whole map",
                Duration.ofMinutes(3),
                () -> {
                    picture[0] = Toolkit.call(this::draw);
                    return complete.test(picture[0]);
                });
        return picture[0];
    }

    private WritableImage draw() {
        view.refresh();
        view.applyCss();
        view.layout();
        return stage.getScene().snapshot(null);
    }

    /// For looking at: `-Dpictures=folder`.
    private static void keep(WritableImage picture) throws IOException {
        String folder = System.getProperty("pictures");
        if (folder != null) {
            try (OutputStream out = Files.newOutputStream(Path.of(folder, "missing-tiles.png"))) {
                Png.write(picture, out);
            }
        }
    }

    private static long count(WritableImage picture, Color color) {
        PixelReader pixels = picture.getPixelReader();
        long found = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                found += pixels.getColor(x, y).equals(color) ? 1 : 0;
            }
        }
        return found;
    }

    private static byte[] tile() throws IOException {
        WritableImage image = new WritableImage(256, 256);
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                image.getPixelWriter().setColor(x, y, TILE);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        Png.write(image, png);
        return png.toByteArray();
    }

    private static final class Nothing implements Feed {
        @Override
        public List<Channel> channels() {
            return List.of();
        }

        @Override
        public Optional<SeriesData> series(String channelId) {
            return Optional.empty();
        }
    }
}
