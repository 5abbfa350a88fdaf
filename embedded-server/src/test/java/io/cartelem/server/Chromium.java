package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.MoveTargetOutOfBoundsException;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Stream;

/// The system's own Chromium without a window, and what tests ask of a page in it.
final class Chromium implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Keeps every sentence that a page shows for a while, so that a test need not look at the
    /// right moment.
    private static final String KEEP_NOTICES =
            """
            window.noticed = [];
            new MutationObserver(() => {
              const words = document.getElementById('notice')?.textContent ?? '';
              if (words && words !== window.noticed.at(-1)) window.noticed.push(words);
            }).observe(document, { childList: true, subtree: true, characterData: true });
            """;

    final ChromeDriver driver;

    /// Skips the test where there is none.
    ///
    /// @param folder where it keeps its profile and puts what it downloads, in `downloads`
    Chromium(Path folder) {
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
                "--hide-scrollbars",
                "--no-first-run",
                "--lang=en-GB",
                "--accept-lang=en-GB",
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
                        .withTimeout(PATIENCE)
                        .build();
        options.setScriptTimeout(PATIENCE);
        driver = new ChromeDriver(service, options);
        driver.executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument", Map.of("source", KEEP_NOTICES));
    }

    /// Waits for what a page shows and goes on showing. One that is being built anew is asked
    /// again.
    static boolean await(BooleanSupplier condition) {
        return Station.await(
                () -> {
                    try {
                        return condition.getAsBoolean();
                    } catch (StaleElementReferenceException
                            | NoSuchElementException
                            | JavascriptException e) {
                        return false;
                    }
                });
    }

    /// A page of `width` by `height` pixels, also below what a window can have.
    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(Math.max(width, 500), height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void open(Station station, String path) {
        driver.get(station.uri(path).toString());
    }

    WebElement find(String id) {
        return driver.findElement(By.id(id));
    }

    /// Presses what `css` finds, as a person does: once it is there and nothing lies over it.
    void press(String css) {
        once(css, element -> element.click());
    }

    /// Types into what `css` finds, once it takes that.
    void type(String css, CharSequence... keys) {
        once(css, element -> element.sendKeys(keys));
    }

    /// Does it to an element that is ready for it. The browser refuses one that is not, or that
    /// moves away at that moment, without having done anything.
    private void once(String css, Consumer<WebElement> what) {
        boolean done =
                await(
                        () -> {
                            try {
                                what.accept(driver.findElement(By.cssSelector(css)));
                                return true;
                            } catch (ElementNotInteractableException
                                    | MoveTargetOutOfBoundsException e) {
                                return false;
                            }
                        });
        assertTrue(done, css + " is not to be pressed or written into");
    }

    /// Whether the page has shown a sentence with these words since it was opened.
    boolean noticed(String words) {
        return Boolean.TRUE.equals(
                driver.executeScript(
                        "return window.noticed.some((said) => said.includes(arguments[0]))",
                        words));
    }

    /// Waits until nothing is wider than the screen: charts take a new width a moment later.
    boolean fits() {
        return await(() -> cutOff() == 0);
    }

    String text(String id) {
        return find(id).getText();
    }

    /// How the connection stands, as the page shows it.
    String state() {
        return find("connection").getDomAttribute("data-state");
    }

    WebElement card(String channel) {
        return driver.findElement(By.cssSelector("[data-channel='" + channel + "']"));
    }

    /// What a channel's card shows, a dash where there is none.
    String value(String channel) {
        List<WebElement> found =
                driver.findElements(By.cssSelector("[data-channel='" + channel + "'] .number"));
        return found.isEmpty() ? "–" : found.getFirst().getText();
    }

    String fresh(String channel) {
        String fresh = card(channel).getDomAttribute("data-fresh");
        return fresh == null ? "" : fresh;
    }

    /// Errors in the console, but for the tiles that a station without a map does not have.
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(e -> e.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(m -> !m.contains("/tiles/"))
                .toList();
    }

    /// Leaves the page and lets go what it complained of: one whose station is gone goes on trying.
    void leave() {
        driver.get("about:blank");
        complaints();
    }

    /// How many pixels the page is wider than the screen at this moment: something that nobody
    /// sees.
    long cutOff() {
        Object over =
                driver.executeScript(
                        "return document.documentElement.scrollWidth"
                                + " - document.documentElement.clientWidth");
        return over instanceof Long pixels ? pixels : -1;
    }

    /// Kept only where somebody wants to look at them: in the folder `cartelem.pictures`.
    void picture(String name) throws IOException {
        String pictures = System.getProperty("cartelem.pictures");
        if (pictures != null) {
            Files.write(
                    Path.of(pictures).resolve(name + ".png"),
                    driver.getScreenshotAs(OutputType.BYTES));
        }
    }

    void theme(String name) {
        driver.executeScript(
                "if (document.documentElement.dataset.theme !== arguments[0])"
                        + " document.getElementById('theme').click()",
                name);
    }

    /// The same of the whole page, also of what lies below the screen.
    void wholePicture(String name) throws IOException {
        String pictures = System.getProperty("cartelem.pictures");
        if (pictures != null) {
            Map<String, Object> shot =
                    driver.executeCdpCommand(
                            "Page.captureScreenshot", Map.of("captureBeyondViewport", true));
            Files.write(
                    Path.of(pictures).resolve(name + ".png"),
                    Base64.getDecoder().decode((String) shot.get("data")));
        }
    }

    /// Returns when all processes of the browser have ended: until then they write into the folder,
    /// which is removed next.
    @Override
    public void close() {
        List<ProcessHandle> processes =
                driver.getCapabilities().getCapability("goog:processID") instanceof Number pid
                        ? ProcessHandle.of(pid.longValue()).stream()
                                .flatMap(b -> Stream.concat(Stream.of(b), b.descendants()))
                                .toList()
                        : List.of();
        driver.quit();
        Station.await(() -> processes.stream().noneMatch(Chromium::works));
    }

    /// Whether a process goes on, and does not only wait for somebody to take note of its end.
    private static boolean works(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", process.pid() + "", "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}
