package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Laps and alerts on another device than the station's, in the system's own Chromium. Skipped
/// where there is none.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class LapPagesTest {
    private static final Instant START = Instant.parse("2026-06-06T09:30:00Z");

    @TempDir private static Path folder;
    private Chromium browser;
    private Station station;

    @BeforeAll
    void open() {
        browser = new Chromium(folder);
        browser.size(360, 740);
    }

    @AfterAll
    void quit() {
        if (browser != null) {
            browser.close();
        }
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

    private long record(String name, double... speeds) {
        long id = station.store.create(SessionDraft.named(name), SessionOrigin.LIVE, START).id();
        station.store.begin(id, START, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        Circle.drive(0, batch -> station.store.append(id, batch).join(), speeds);
        station.store.finish(id, START.plusSeconds(600));
        return id;
    }

    private void heat() {
        long now = station.clock.monoNs();
        for (int i = 0; i < 6; i++) {
            station.bus.publish(SampleBatch.of(Station.COOLANT, now + i * 1_000_000_000L, 118));
        }
    }

    private void unlock() {
        assertTrue(await(() -> browser.find("pin-dialog").isDisplayed()));
        browser.find("pin").sendKeys("2468");
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
        browser.find("pin-name").sendKeys("Anna");
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
        long morning = record("Morning", 25, 20);
        long noon = record("Noon", 20, 20);
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
        assertEquals(0, browser.cutOff());

        browser.driver.executeScript("document.getElementById('against').click()");
        unlock();
        browser.press("#pin-dialog button.primary");
        assertTrue(await(() -> browser.text("notice").contains("is to 0:40")));
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
        return Station.await(condition);
    }
}
