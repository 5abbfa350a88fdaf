package io.cartelem.app.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.AnsweredDialogs;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.Printing;
import io.cartelem.app.fx.Printing.Outcome;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.model.Channel;

import javafx.scene.image.Image;
import javafx.scene.paint.Color;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

@Timeout(300)
class ChartExportTest {
    private static final long SECOND = 1_000_000_000L;
    private static final ChartPictures.Caption CAPTION =
            new ChartPictures.Caption("Track day / run 3", "0:00 to 1:00");

    private final Notices notices = new Notices(UnaryOperator.identity());
    private final AnsweredDialogs dialogs = new AnsweredDialogs();

    @Test
    void thePictureHoldsEveryLineInItsColourOnTheChosenGround() {
        Image picture =
                Toolkit.call(
                        () -> ChartPictures.draw(charts(), CAPTION, Theme.SUNLIGHT, 800, 500, 2));
        assertEquals(1600, picture.getWidth());
        assertEquals(1000, picture.getHeight());
        Palette palette = Palette.of(Theme.SUNLIGHT);
        assertEquals(palette.background(), picture.getPixelReader().getColor(3, 3));
        assertTrue(pixels(picture, palette.series(0)) > 1_000, "the first channel's line");
        assertTrue(pixels(picture, palette.series(1)) > 1_000, "the second channel's line");
        assertEquals(0, pixels(picture, palette.series(2)));
        assertTrue(pixels(picture, palette.text()) > 100, "the heading");
    }

    @Test
    void savesAPngUnderTheSessionsNameAndLeavesNothingElse(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("charts.png");
        dialogs.chosen.add(file);
        Toolkit.run(() -> export().save(charts(), CAPTION, Theme.DARK, folder));
        assertEquals(List.of("Track day _ run 3.png"), List.copyOf(dialogs.proposed));
        Image read = new Image(file.toUri().toString());
        assertEquals(3200, read.getWidth());
        assertFalse(read.isError());
        try (var all = Files.list(folder)) {
            assertEquals(List.of(file), all.toList());
        }
        assertEquals(Notices.Level.DONE, notices.items().getFirst().level());
    }

    @Test
    void aFolderThatIsNotThereIsToldInASentence(@TempDir Path folder) {
        Path file = folder.resolve("gone").resolve("charts.png");
        dialogs.chosen.add(file);
        Toolkit.run(() -> export().save(charts(), CAPTION, Theme.DARK, folder));
        assertTrue(notices.items().getFirst().text().contains(file.toString()));
        assertEquals(Notices.Level.TROUBLE, notices.items().getFirst().level());
    }

    @Test
    void paperIsWhiteWhateverTheWindow() {
        Toolkit.run(() -> export().print(charts(), CAPTION));
        assertEquals(1, dialogs.printed.size());
        assertEquals(Color.WHITE, dialogs.printed.element().getPixelReader().getColor(2, 2));
        assertEquals(Notices.Level.DONE, notices.items().getFirst().level());
    }

    @Test
    void saysThatThereIsNoPrinterAndWhatToDo() {
        dialogs.outcome = Outcome.NO_PRINTER;
        Toolkit.run(() -> export().print(charts(), CAPTION));
        assertTrue(notices.items().getFirst().text().contains("no printer"));
        assertTrue(notices.items().getFirst().text().contains("PNG"));
    }

    @Test
    void theSystemWithoutAPrinterSaysSo() {
        Outcome said =
                Toolkit.call(
                        () ->
                                javafx.print.Printer.getDefaultPrinter() == null
                                        ? Printing.ofSystem(() -> null)
                                                .print(
                                                        ChartPictures.draw(
                                                                charts(),
                                                                CAPTION,
                                                                Theme.DARK,
                                                                400,
                                                                300,
                                                                1),
                                                        "x")
                                        : Outcome.NO_PRINTER);
        assertEquals(Outcome.NO_PRINTER, said);
    }

    private ChartExport export() {
        return new ChartExport(
                new Presentation(Texts.of("en"), Units.METRIC),
                new Background(Runnable::run, Runnable::run),
                notices,
                dialogs.files(),
                dialogs::print);
    }

    private static int pixels(Image picture, Color color) {
        int argb = Raster.argb(color);
        int found = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if (picture.getPixelReader().getArgb(x, y) == argb) {
                    found++;
                }
            }
        }
        return found;
    }

    private static ChartsModel charts() {
        Channel rising = Channel.number("obd", "RPM", "rpm", 0);
        Channel falling = Channel.number("obd", "SPEED", "km/h", 0);
        SeriesData one = new SeriesData(rising, new Pyramid(1000));
        SeriesData two = new SeriesData(falling, new Pyramid(1000));
        for (int i = 0; i < 600; i++) {
            one.pyramid().add(i * SECOND / 10, i);
            two.pyramid().add(i * SECOND / 10, 600 - i);
        }
        Feed feed =
                new Feed() {
                    @Override
                    public List<Channel> channels() {
                        return List.of(rising, falling);
                    }

                    @Override
                    public Optional<SeriesData> series(String channelId) {
                        return Optional.of(channelId.equals("obd.RPM") ? one : two);
                    }
                };
        TimelineModel timeline = new TimelineModel(60 * SECOND);
        timeline.stay(0, 60 * SECOND);
        return new ChartsModel(
                new Presentation(Texts.of("en"), Units.METRIC),
                feed,
                timeline,
                new FakeDesk().memory(),
                "charts",
                "obd.RPM,obd.SPEED;obd.SPEED;");
    }
}
