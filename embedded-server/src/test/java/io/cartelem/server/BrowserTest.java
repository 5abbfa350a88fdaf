package io.cartelem.server;

import static io.cartelem.server.Station.COOLANT;
import static io.cartelem.server.Station.GPS_SPEED;
import static io.cartelem.server.Station.LATITUDE;
import static io.cartelem.server.Station.LONGITUDE;
import static io.cartelem.server.Station.RPM;
import static io.cartelem.server.Station.SPEED;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;

/// What a person does with the pages, in the system's own Chromium. Skipped where there is none.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    @TempDir private static Path folder;
    private ChromeDriver browser;
    private Station station;
    private volatile boolean driving;
    private Thread car;

    @BeforeAll
    void open() {
        Assumptions.assumeTrue(
                Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
                "the journeys need chromium and chromedriver in /usr/bin");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"));
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", folder.resolve("downloads").toString()));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(DRIVER.toString()))
                        .withSilent(true)
                        .build();
        browser = new ChromeDriver(service, options);
    }

    @AfterAll
    void quit() {
        if (browser != null) {
            browser.quit();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        silence();
        if (station != null) {
            station.close();
        }
    }

    @Test
    void followsADriveFromStartToExport() throws IOException {
        journey(1280, 800, "desktop");
    }

    @Test
    void followsADriveOnAPhone() throws IOException {
        journey(360, 740, "phone");
    }

    @Test
    void asksAnotherDeviceForTheLinkAndThenForThePin() {
        // With a trusted proxy between, the browser of this computer counts as another device.
        station =
                new Station(
                        ServerSettings.loopback(0)
                                .withOperatorPin("2468")
                                .withProxies(Set.of(), Set.of("127.0.0.1")),
                        Clock.system());
        browser.get(station.uri("/").toString());
        assertTrue(await(() -> text("notice").contains("link")), text("notice"));
        assertEquals("refused", state());
        browser.get(station.uri("/?" + station.server.viewerLink().getQuery()).toString());
        assertTrue(await(() -> "live".equals(state())));
        assertFalse(browser.getCurrentUrl().contains("token"), browser.getCurrentUrl());
        find("record").click();
        browser.findElement(By.cssSelector("#start-dialog button.primary")).click();
        assertTrue(await(() -> find("pin-dialog").isDisplayed()));
        find("pin").sendKeys("1111");
        browser.findElement(By.cssSelector("#pin-dialog button.primary")).click();
        assertTrue(await(() -> text("pin-problem").contains("PIN")));
        find("pin").clear();
        find("pin").sendKeys("2468");
        browser.findElement(By.cssSelector("#pin-dialog button.primary")).click();
        assertTrue(await(() -> station.recorder.status().recording()));
        assertTrue(await(() -> text("recording-state").equals("Recording")));
    }

    @Test
    void reconnectsByItselfAndShowsIt() {
        station = new Station();
        drive();
        browser.get(station.uri("/").toString());
        assertTrue(await(() -> !value("obd.RPM").equals("–")));
        int port = station.server.port();
        station.close();
        assertTrue(await(() -> "lost".equals(state()) || "connecting".equals(state())));
        silence();
        station = new Station(ServerSettings.loopback(0).withPort(port), Clock.system());
        assertTrue(await(() -> "live".equals(state())));
    }

    @Test
    void showsTheDocumentOfTheApi() {
        station = new Station();
        browser.get(station.uri("/docs").toString());
        assertTrue(
                await(() -> browser.findElements(By.className("opblock")).size() > 20),
                "Swagger UI shows the calls");
    }

    private void journey(int width, int height, String name) throws IOException {
        browser.manage().window().setSize(new Dimension(width, height));
        browser.manage().logs().get(LogType.BROWSER);
        station = new Station();
        browser.get(station.uri("/").toString());
        drive();
        assertTrue(await(() -> !value("obd.RPM").equals("–")), "values appear");
        find("record").click();
        find("start-name").sendKeys("Journey " + name);
        browser.findElement(By.cssSelector("#start-dialog button.primary")).click();
        assertTrue(await(() -> text("recording-state").equals("Recording")));
        assertTrue(text("session-name").contains("Journey"));
        String first = value("obd.RPM");
        assertTrue(await(() -> !value("obd.RPM").equals(first)), "values move");
        assertTrue(await(() -> text("elapsed").compareTo("00:00:00") > 0));
        find("mark").click();
        assertTrue(await(() -> text("notice").startsWith("Marked")));
        assertTrue(browser.findElements(By.cssSelector("#charts canvas")).size() >= 2);
        assertNothingIsCutOff();
        picture("live-" + name);
        silence();
        assertTrue(await(() -> fresh("obd.RPM").equals("stale")), "values go stale");
        assertTrue(card("obd.RPM").findElement(By.className("age")).getText().endsWith("ago"));
        find("record").click();
        assertTrue(await(() -> text("recording-state").equals("Not recording")));

        browser.get(station.uri("/replay.html?session=1").toString());
        assertTrue(
                await(() -> find("play").isEnabled()), () -> text("notice") + " " + complaints());
        assertTrue(
                await(() -> !value("obd.RPM").equals("–")),
                () -> state() + " " + text("position") + " " + text("cards") + complaints());
        browser.executeScript(
                "const s = arguments[0]; s.value = s.max * 0.9;"
                        + "for (const e of ['input', 'change']) s.dispatchEvent(new Event(e));",
                find("scrubber"));
        assertTrue(await(() -> !text("position").startsWith("0:00.0")));
        String scrubbed = text("position");
        find("play").click();
        assertTrue(await(() -> !text("position").equals(scrubbed)), "the replay moves");
        assertTrue(browser.findElements(By.cssSelector("#stats tbody tr")).size() >= 4);
        assertEquals(1, browser.findElements(By.cssSelector("#markers button")).size());
        assertNothingIsCutOff();
        picture("replay-" + name);
        browser.executeScript("window.scrollTo(0, document.body.scrollHeight)");
        find("export-csv").click();
        assertTrue(await(() -> exported().stream().anyMatch(l -> l.contains("obd,RPM"))));
        assertEquals(List.of(), complaints());
    }

    /// A page that scrolls sideways has something that nobody sees.
    private void assertNothingIsCutOff() {
        Object over =
                browser.executeScript(
                        "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertEquals(0L, over, "the page is wider than the screen");
    }

    private List<String> exported() {
        try (Stream<Path> files = Files.list(folder.resolve("downloads"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
                List<String> lines = Files.readAllLines(file);
                Files.delete(file);
                return lines;
            }
        } catch (IOException e) {
            return List.of();
        }
        return List.of();
    }

    /// Errors in the console, but for the tiles that a station without a map does not have.
    private List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(e -> e.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(m -> !m.contains("/tiles/"))
                .toList();
    }

    /// Kept only where somebody wants to look at them.
    private void picture(String name) throws IOException {
        String pictures = System.getProperty("cartelem.pictures");
        if (pictures != null) {
            Files.write(
                    Path.of(pictures).resolve(name + ".png"),
                    browser.getScreenshotAs(OutputType.BYTES));
        }
    }

    private void drive() {
        driving = true;
        car =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; driving; i++) {
                                        publish(i);
                                        LockSupport.parkNanos(50_000_000);
                                    }
                                });
    }

    private void publish(int i) {
        double angle = i / 40.0;
        long now = station.clock.monoNs();
        station.bus.publish(
                SampleBatch.builder(6)
                        .add(RPM, now, Math.rint(3500 + 2500 * Math.sin(angle)))
                        .add(SPEED, now, Math.rint(110 + 60 * Math.sin(angle)))
                        .add(COOLANT, now, 88 + i % 3)
                        .add(LATITUDE, now, 50.335 + 0.004 * Math.sin(angle))
                        .add(LONGITUDE, now, 6.947 + 0.007 * Math.cos(angle))
                        .add(GPS_SPEED, now, 109.5 + 60 * Math.sin(angle))
                        .build());
    }

    private void silence() {
        driving = false;
        if (car != null) {
            try {
                car.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String state() {
        return find("connection").getDomAttribute("data-state");
    }

    private WebElement find(String id) {
        return browser.findElement(By.id(id));
    }

    private String text(String id) {
        return find(id).getText();
    }

    private WebElement card(String channel) {
        return browser.findElement(By.cssSelector("[data-channel='" + channel + "']"));
    }

    private String value(String channel) {
        List<WebElement> found =
                browser.findElements(By.cssSelector("[data-channel='" + channel + "'] .number"));
        return found.isEmpty() ? "–" : found.getFirst().getText();
    }

    private String fresh(String channel) {
        String fresh = card(channel).getDomAttribute("data-fresh");
        return fresh == null ? "" : fresh;
    }

    private static boolean await(BooleanSupplier condition) {
        return Station.await(condition);
    }
}
