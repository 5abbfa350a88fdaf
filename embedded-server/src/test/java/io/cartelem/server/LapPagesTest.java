package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import javax.imageio.ImageIO;

/// Laps and alerts on another device than the station's, in the system's own Chromium. Skipped
/// where there is none.
@Timeout(240)
class LapPagesTest extends InChromium {
    private static final Instant START = Instant.parse("2026-06-06T09:30:00Z");

    private Station station;

    @BeforeAll
    void size() {
        browser.size(360, 740);
    }

    @BeforeEach
    void comeInByTheLink() {
        // With a trusted proxy between, the browser of this computer counts as another device.
        station =
                new Station(
                        ServerSettings.loopback(0)
                                .withOperatorPin("2468")
                                .withProxies(Set.of(), Set.of("127.0.0.1")),
                        Clock.system());
        station.drive.courses().put(Circle.course());
        browser.open(station, "/?" + station.server.viewerLink().getQuery());
        assertTrue(await(() -> "live".equals(browser.state())));
    }

    @AfterEach
    void stop() {
        station.close();
    }

    private void heat() {
        long now = station.clock.monoNs();
        for (int i = 0; i < 6; i++) {
            station.bus.publish(SampleBatch.of(Station.COOLANT, now + i * 1_000_000_000L, 118));
        }
    }

    private void unlock() {
        browser.type("#pin", "2468");
    }

    @Test
    void aViewerSeesAnAlertAndTakesNoteOfItInTheirOwnNameOnceTheyShowThePin() {
        for (String page : new String[] {"/replay.html", "/laps.html", "/debrief.html"}) {
            browser.open(station, page);
            assertTrue(await(() -> browser.driver.findElements(By.id("alerts")).size() == 1), page);
        }
        heat();
        assertTrue(await(() -> browser.text("alerts").contains("Coolant hot")));
        browser.press(".alert-actions button");
        unlock();
        browser.type("#pin-name", "Anna");
        browser.press("#pin-dialog button.primary");
        assertTrue(
                await(() -> browser.text("alerts").contains("noted by Anna")),
                () -> browser.text("alerts"));
        assertEquals("Anna", station.drive.alerts().open().getFirst().acknowledgedBy());
        browser.open(station, "/driver.html");
        assertTrue(await(() -> browser.text("alerts").contains("noted by Anna")));
    }

    @Test
    void twoLapsOfTwoSessionsAreComparedAndOneIsDrivenAgainst() {
        long morning = Circle.record(station, START, "Morning", 25, 20);
        long noon = Circle.record(station, START, "Noon", 20, 20);
        browser.open(station, "/laps.html?session=" + morning);
        assertTrue(await(() -> browser.text("lap-a").contains("Morning")));
        choose(noon);
        assertTrue(await(() -> browser.text("session-facts").contains("2026")));
        assertTrue(await(() -> rows() == 2 && browser.driver.getCurrentUrl().contains("b=")));
        assertTrue(browser.text("lap-a").contains("lap 1 · Morning"), browser.text("lap-a"));
        assertTrue(
                await(
                        () -> {
                            browser.driver.executeScript(
                                    "document.querySelector('[data-number=\"2\"] "
                                            + "[data-choice=b]')?.click()");
                            return browser.text("lap-b").contains("lap 2 · Noon");
                        }),
                () -> browser.text("lap-b"));
        assertTrue(await(() -> browser.text("gap").startsWith("+10.")), () -> browser.text("gap"));
        assertTrue(browser.fits());
        browser.driver.executeScript("document.getElementById('against').click()");
        unlock();
        browser.press("#pin-dialog button.primary");
        assertTrue(await(() -> browser.noticed("is to 0:40")));
    }

    @Test
    void theLapsAndTheComparisonAreSavedAsFiles() throws IOException {
        long session = Circle.record(station, START, "Morning", 25, 20, 24);
        browser.driver.executeScript(
                "localStorage.setItem('cartelem.lapChannels', '[\"obd.RPM\"]')");
        browser.open(station, "/laps.html?session=%d&a=%1$d:1&b=%1$d:2".formatted(session));
        assertTrue(await(() -> browser.find("compared").isDisplayed()));
        browser.complaints();
        press("laps-csv");
        List<String> laps = Files.readAllLines(saved("cartelem-%d-morning-laps.csv", session));
        assertTrue(laps.getFirst().startsWith("lap,start_s,time_s"), laps.getFirst());
        assertEquals(4, laps.size());

        press("compare-csv");
        List<String> places =
                Files.readAllLines(saved("cartelem-lap-%d-2-against-%1$d-1.csv", session));
        assertTrue(places.getFirst().contains("reference obd.RPM"), places.getFirst());
        assertEquals(2_002, places.size());

        press("compare-png");
        String name = "cartelem-lap-%d-2-against-%1$d-1.png";
        BufferedImage whole = ImageIO.read(saved(name, session).toFile());
        assertTrue(whole.getWidth() >= 1_600, whole + " is too small to read");
        assertTrue(painted(whole, 0.66, 1) > 1_000, "the map is painted");
        assertTrue(painted(whole, 0.1, 0.6) > 1_000, "the curves are painted");
        look("laps-files");

        browser.driver.executeScript("document.querySelector('#losses button').click()");
        assertTrue(await(() -> browser.find("whole").isEnabled()));
        keep(saved(name, session), "compared-whole");
        press("compare-png");
        Path part = saved(name, session);
        BufferedImage stretch = ImageIO.read(part.toFile());
        assertEquals(whole.getHeight(), stretch.getHeight());
        assertTrue(different(whole, stretch) > 1_000, "the picture shows what the page shows");
        keep(part, "compared-stretch");
        assertEquals(List.of(), browser.complaints());
    }

    /// As a person does: a page that saves several files without being touched is held up.
    private void press(String id) {
        assertTrue(await(() -> browser.find(id).isDisplayed() && browser.find(id).isEnabled()), id);
        browser.driver.executeScript(
                "arguments[0].scrollIntoView({ block: 'center' })", browser.find(id));
        browser.press("#" + id);
    }

    /// A file that the browser saved, when it is whole: until then an empty one keeps its name.
    private static Path saved(String name, long session) {
        Path file = folder.resolve("downloads").resolve(name.formatted(session));
        assertTrue(await(() -> file.toFile().length() > 0), () -> file + " is not there");
        return file;
    }

    /// Takes it away, so that the next of that name is seen to come; for who wants to look at it.
    private static void keep(Path file, String name) throws IOException {
        String pictures = System.getProperty("cartelem.pictures");
        if (pictures != null) {
            Files.copy(
                    file,
                    Path.of(pictures).resolve(name + ".png"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(file);
    }

    /// How many pixels in these columns below the heading are neither ground nor grey.
    private static long painted(BufferedImage image, double from, double to) {
        long found = 0;
        for (int y = image.getHeight() / 4; y < image.getHeight(); y++) {
            for (int x = (int) (from * image.getWidth()); x < to * image.getWidth(); x++) {
                Color color = new Color(image.getRGB(x, y));
                int high = Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue()));
                int low = Math.min(color.getRed(), Math.min(color.getGreen(), color.getBlue()));
                found += high - low > 90 ? 1 : 0;
            }
        }
        return found;
    }

    private static long different(BufferedImage one, BufferedImage other) {
        long found = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                found += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        return found;
    }

    /// Nothing is cut off on a phone and on a desk; pictures where somebody wants them.
    private void look(String name) throws IOException {
        for (int width : new int[] {1280, 360}) {
            browser.size(width, 740);
            assertTrue(browser.fits(), name + " is wider than " + width);
            browser.wholePicture(name + "-" + width);
        }
    }

    private void choose(long session) {
        assertTrue(
                await(
                        () ->
                                Boolean.TRUE.equals(
                                        browser.driver.executeScript(
                                                "const s = document.getElementById('session');"
                                                        + "s.value = arguments[0];"
                                                        + "s.dispatchEvent(new Event('change'));"
                                                        + "return s.value === arguments[0];",
                                                Long.toString(session)))));
    }

    private int rows() {
        return browser.driver.findElements(By.cssSelector("#laps [data-choice=a]")).size();
    }

    private static boolean await(BooleanSupplier condition) {
        return Chromium.await(condition);
    }
}
