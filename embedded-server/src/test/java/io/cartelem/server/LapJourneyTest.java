package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// A track day on the phone, in the system's own Chromium: five laps of the simulated car, one of
/// them without a sky for four seconds, and an engine that boils on another. Skipped where there is
/// no Chromium.
@Timeout(600)
class LapJourneyTest extends InChromium {
    private static final int[] WIDTHS = {360, 768, 1280};
    private static final int HEIGHT = Integer.getInteger("cartelem.pictures.height", 900);
    private static final List<String> THEMES = List.of("light", "dark");
    private static final List<String> NONE = List.of();
    private static final String RUNNING = "\\d:\\d\\d\\.\\d";
    private static final int LAPS = 5;
    private static final Duration BETWEEN_POSITIONS = Duration.ofMillis(100);
    private static final int RUINED = 3;

    private ManualClock clock;
    private Station station;
    private TrackDay day;

    @BeforeEach
    void start() {
        browser.size(360, 740);
        browser.leave();
        clock = new ManualClock(Instant.parse("2026-06-06T09:30:00Z"));
        station = new Station(ServerSettings.loopback(0), clock);
        day = new TrackDay(station, clock);
    }

    @AfterEach
    void stop() {
        station.close();
    }

    @Test
    void followsATrackDayFromTheFirstLapToTheDebrief() throws IOException {
        browser.open(station, "/");
        assertTrue(await(() -> "live".equals(browser.state())));
        assertFalse(browser.find("laps").isDisplayed(), "laps of no track");
        SessionInfo session = station.recorder.start(SessionDraft.named("Tianma 2026-06-06 #1"));
        day.driveUntil(2);
        day.drive(40);
        assertTrue(await(() -> card("best").matches("1:1\\d\\.\\d{3}")), () -> card("best"));
        assertTrue(driving(() -> card("delta").matches("[+−±]\\d\\.\\d\\d")), () -> card("delta"));
        assertTrue(driving(() -> card("now").matches(RUNNING)), () -> card("now"));
        assertTrue(driving(() -> name("now").equals("Lap 3")), () -> name("now"));
        station.server.collectorsChanged();
        assertTrue(await(() -> browser.text("elapsed").startsWith("00:0")));
        look("live-laps");

        day.sky = false;
        day.drive(4);
        day.sky = true;
        day.driveUntil(RUINED);
        day.drive(20);
        assertTrue(await(() -> note("last").contains("No position for 4")), () -> note("last"));

        takeNoteOfAnAlert(session);
        seeWhereItHappened(session);

        browser.open(station, "/");
        assertTrue(driving(() -> card("now").matches(RUNNING)), () -> card("now"));
        day.driveUntil(LAPS);
        day.drive(5);
        seeTheDriversView();

        browser.open(station, "/");
        assertTrue(await(() -> browser.text("recording-state").equals("Recording")));
        browser.press("#record");
        assertTrue(await(() -> browser.find("laps-link").isDisplayed()));
        look("live-ended");
        browser.press("#laps-link");
        compareLaps(session);
        readTheDebrief();
        assertEquals(List.of(), browser.complaints());
    }

    private void takeNoteOfAnAlert(SessionInfo session) throws IOException {
        day.fever = 25;
        day.drive(6);
        day.fever = 0;
        assertTrue(await(() -> alerts().size() == 1), "the alert is shown");
        assertTrue(await(() -> alertText().contains("Coolant hot: 1")), this::alertText);
        look("live-alert");
        browser.press(".alert-actions button");
        assertTrue(await(() -> alertText().contains("noted by this computer")), this::alertText);
        assertEquals(session.id(), station.drive.alerts().open().getFirst().spot().sessionId());
    }

    private void seeWhereItHappened(SessionInfo session) throws IOException {
        double seconds = station.drive.alerts().open().getFirst().spot().timeNs() / 1e9;
        browser.press(".alert-actions a");
        assertTrue(await(() -> browser.find("play").isEnabled()), () -> browser.text("notice"));
        String there = "%d:%02d".formatted((int) seconds / 60, (int) seconds % 60);
        assertTrue(
                await(() -> browser.text("position").startsWith(there)),
                () -> there + " is not " + browser.text("position"));
        assertTrue(browser.driver.getCurrentUrl().contains("session=" + session.id()));
        assertTrue(await(() -> alerts().size() == 1), "the alert is shown here too");
        look("replay-at-alert");
        day.drive(10);
        assertTrue(await(() -> alerts().isEmpty()), "the alert is over and noted");
    }

    private void seeTheDriversView() throws IOException {
        browser.open(station, "/driver.html");
        assertTrue(await(() -> dash("best").startsWith("1:1")), () -> dash("best"));
        assertTrue(driving(() -> dash("now").matches(RUNNING)), () -> dash("now"));
        assertTrue(driving(() -> dash("delta").matches("[+−±]\\d+\\.\\d+")), () -> dash("delta"));
        Object height =
                browser.driver.executeScript(
                        "return parseFloat(getComputedStyle("
                                + "document.querySelector('#delta b')).fontSize)");
        assertTrue(((Number) height).doubleValue() >= 90, height + " px is too small to read");
        look("driver");
        browser.size(740, 360);
        browser.picture("driver-landscape");
        assertTrue(browser.fits(), "the driver's view lies on its side");
    }

    private void compareLaps(SessionInfo session) throws IOException {
        assertTrue(await(() -> rows().size() >= LAPS), () -> browser.text("laps-empty"));
        assertTrue(row(RUINED).getText().contains("GPS gap"), row(RUINED).getText());
        assertTrue(row(RUINED).getText().contains("No position for 4"), row(RUINED).getText());
        assertTrue(row(1).getText().contains("Counts"), row(1).getText());
        assertTrue(await(() -> browser.find("compared").isDisplayed()));
        assertTrue(browser.text("gap").matches("\\+\\d\\.\\d{3} s"), browser.text("gap"));
        WebElement slower = row(1).findElement(By.cssSelector("[data-choice=b]"));
        browser.driver.executeScript("arguments[0].click()", slower);
        assertTrue(
                await(() -> browser.text("lap-b").contains("lap 1")), () -> browser.text("lap-b"));
        String compared = "b=" + session.id() + "%3A1";
        assertTrue(await(() -> browser.driver.getCurrentUrl().contains(compared)));
        assertTrue(await(() -> browser.text("gap").startsWith("+1.0")), () -> browser.text("gap"));
        assertTrue(browser.driver.findElements(By.cssSelector("#charts canvas")).size() >= 3);
        List<WebElement> losses = browser.driver.findElements(By.cssSelector("#losses button"));
        assertEquals(3, losses.size());
        browser.driver.executeScript("arguments[0].click()", losses.getFirst());
        assertTrue(await(() -> browser.find("whole").isEnabled()));
        look("laps-loss");
        browser.driver.executeScript("arguments[0].click()", browser.find("whole"));
        look("laps");
    }

    private void readTheDebrief() throws IOException {
        browser.press("#debrief-link");
        assertTrue(await(() -> browser.text("name").startsWith("Tianma")));
        assertTrue(browser.text("best").contains("lap 5"), browser.text("best"));
        assertTrue(browser.text("losses").contains("Turn"), browser.text("losses"));
        assertTrue(browser.text("lap-list").contains("GPS gap"), browser.text("lap-list"));
        assertTrue(browser.text("temperatures").contains("Coolant"), browser.text("temperatures"));
        String alerts = browser.text("alert-list");
        assertTrue(alerts.contains("noted by this computer"), alerts);
        look("debrief");
        assertOnePage();
    }

    /// Printed on A4, without what only a screen needs.
    private void assertOnePage() throws IOException {
        Map<String, Object> sheet = Map.of("paperWidth", 8.27, "paperHeight", 11.69);
        Object printed = browser.driver.executeCdpCommand("Page.printToPDF", sheet).get("data");
        byte[] pdf = Base64.getDecoder().decode((String) printed);
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        assertEquals(1, Pattern.compile("/Type\\s*/Page\\b").matcher(text).results().count());
        browser.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        assertFalse(browser.find("print").isDisplayed());
        assertFalse(browser.find("theme").isDisplayed());
        browser.picture("debrief-print");
        browser.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
    }

    /// At every width nothing is cut off and everything can be pressed with a finger; pictures of
    /// both themes where somebody wants them.
    private void look(String name) throws IOException {
        for (int width : WIDTHS) {
            browser.size(width, HEIGHT);
            for (String theme : System.getProperty("cartelem.pictures") == null ? NONE : THEMES) {
                browser.driver.executeScript(
                        "if (document.documentElement.dataset.theme !== arguments[0])"
                                + " document.getElementById('theme').click()",
                        theme);
                browser.picture(name + "-" + width + "-" + theme);
            }
            assertTrue(browser.fits(), () -> name + " is wider than " + width + tooWide());
            assertTrue(await(() -> tooSmall().isEmpty()), () -> name + " at " + width + tooSmall());
        }
        browser.size(360, 740);
    }

    private String tooWide() {
        return String.valueOf(
                browser.driver.executeScript(
                        """
                        return [...document.querySelectorAll('body *')]
                          .filter((n) => n.getBoundingClientRect().right > innerWidth)
                          .map((n) => n.outerHTML.slice(0, 100)).join(' ');
                        """));
    }

    /// What is shown and smaller than a finger needs.
    private List<?> tooSmall() {
        Object found =
                browser.driver.executeScript(
                        """
                        return [...document.querySelectorAll('button, a, select, input')]
                          .filter((n) => n.checkVisibility() && n.offsetHeight > 0)
                          .filter((n) => !n.closest('.leaflet-control-attribution'))
                          .map((n) => [n, n.getBoundingClientRect()])
                          .filter(([, box]) => Math.min(box.height, box.width) < 43.5)
                          .map(([n]) => n)
                          .map((n) => n.outerHTML.slice(0, 80));
                        """);
        return (List<?>) found;
    }

    private String card(String id) {
        return browser.driver
                .findElement(By.cssSelector("[data-lap='" + id + "'] .lap-value"))
                .getText();
    }

    private String name(String id) {
        return browser.driver
                .findElement(By.cssSelector("[data-lap='" + id + "'] .name"))
                .getText();
    }

    private String note(String id) {
        return browser.driver.findElement(By.cssSelector("[data-lap='" + id + "'] .sub")).getText();
    }

    private String dash(String id) {
        return browser.find(id).findElement(By.tagName("b")).getText();
    }

    private List<WebElement> alerts() {
        return browser.driver.findElements(By.cssSelector("#alerts .alert"));
    }

    private String alertText() {
        return browser.text("alerts");
    }

    private List<WebElement> rows() {
        return browser.driver.findElements(
                By.cssSelector("#laps tbody tr:not([data-number='0']):not(.theoretical)"));
    }

    private WebElement row(int number) {
        return browser.driver.findElement(By.cssSelector("#laps tr[data-number='" + number + "']"));
    }

    /// Waits while the car goes on, because a page shows no lap whose positions stopped coming. It
    /// goes no faster than a real one: however long the page takes, the lap stays the same.
    private boolean driving(BooleanSupplier condition) {
        AtomicLong nextNs = new AtomicLong(System.nanoTime());
        return await(
                () -> {
                    long now = System.nanoTime();
                    if (now - nextNs.get() >= 0) {
                        nextNs.set(now + BETWEEN_POSITIONS.toNanos());
                        day.drive(0.1);
                    }
                    return condition.getAsBoolean();
                });
    }

    private static boolean await(BooleanSupplier condition) {
        return Chromium.await(condition);
    }
}
