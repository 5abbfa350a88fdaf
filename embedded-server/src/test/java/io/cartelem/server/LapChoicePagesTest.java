package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Two laps are chosen while the answers to an earlier choice are slow or do not come, in the
/// system's own Chromium. Skipped where there is none.
@Timeout(240)
class LapChoicePagesTest extends InChromium {
    private static final Instant START = Instant.parse("2026-06-06T09:30:00Z");

    /// Keeps a list of what the page asks for; calls that contain `window.failing` fail, and those
    /// that contain `window.holding` are answered when `letGo` says so.
    private static final String BETWEEN =
            """
            const real = window.fetch;
            const held = [];
            window.asked = [];
            window.fetch = async (path, ...more) => {
              asked.push(path);
              if (window.failing && path.includes(window.failing)) throw new TypeError('cut off');
              if (!window.holding || !path.includes(window.holding)) return real(path, ...more);
              const answer = await real(path, ...more);
              const json = await answer.json();
              await new Promise((go) => held.push(go));
              return { ok: answer.ok, status: answer.status, json: async () => json };
            };
            window.waiting = () => held.length;
            window.letGo = () => held.splice(0).forEach((go) => go());
            """;

    private Station station;
    private long morning;
    private long noon;

    @BeforeEach
    void recordTwoSessions() {
        browser.size(1280, 800);
        browser.leave();
        station = new Station();
        station.drive.courses().put(Circle.course());
        morning = Circle.record(station, START, "Morning", 25, 20, 24);
        noon = Circle.record(station, START, "Noon", 20, 22, 24);
        browser.open(station, "/laps.html");
        assertTrue(await(() -> options() == 3), "both sessions are offered");
        browser.driver.executeScript(BETWEEN);
    }

    @AfterEach
    void stop() {
        station.close();
    }

    @Test
    void channelsThatCouldNotBeReadAreAskedForWithTheNextChoice() {
        browser.driver.executeScript("window.failing = '/channels'");
        open(morning);
        assertTrue(await(() -> browser.find("compared").isDisplayed()), "compared without them");
        assertTrue(await(() -> browser.text("notice").contains("cannot be reached")));
        assertEquals(0, channels());
        browser.driver.executeScript("window.failing = null");
        press("b", 2);
        assertTrue(await(() -> channels() == 1), "the engine speed is offered");
        assertTrue(await(() -> compared().contains("obd.RPM")), this::compared);
    }

    @Test
    void anAnswerToAnEarlierChoiceChangesNothing() {
        open(morning);
        assertTrue(await(() -> browser.text("lap-b").contains("Morning")));
        assertTrue(await(() -> channels() == 1));
        browser.driver.executeScript("window.holding = '/sessions/%d/channels'".formatted(noon));
        open(noon);
        press("a", 1);
        assertTrue(await(() -> number("return waiting()") == 1), "the answer is held up");
        open(morning);
        press("a", 2);
        assertTrue(await(() -> compared().contains(morning + "%3A2")), this::compared);
        List<?> before = asked();
        browser.driver.executeAsyncScript(
                "const done = arguments[0]; letGo(); setTimeout(() => done(true));");
        assertEquals(before, asked(), "nothing is asked for the choice that was left");
        assertTrue(browser.text("lap-a").contains("lap 2 · Morning"), browser.text("lap-a"));
        String address = browser.driver.getCurrentUrl();
        assertTrue(address.contains("a=%d%%3A2".formatted(morning)), address);
        assertEquals(1, channels());
    }

    @Test
    void theLapsOfASessionThatWasLeftAreNotSuggested() {
        browser.driver.executeScript("window.holding = '/sessions/%d/laps'".formatted(noon));
        choose(noon);
        assertTrue(await(() -> number("return waiting()") == 1), "its laps are held up");
        open(morning);
        assertTrue(await(() -> browser.find("compared").isDisplayed()));
        List<?> before = asked();
        browser.driver.executeAsyncScript(
                "const done = arguments[0]; letGo(); setTimeout(() => done(true));");
        assertEquals(before, asked(), "nothing is asked for the session that was left");
        assertTrue(browser.text("lap-a").contains("Morning"), browser.text("lap-a"));
        assertTrue(browser.text("lap-b").contains("Morning"), browser.text("lap-b"));
    }

    private void choose(long session) {
        browser.driver.executeScript(
                "const s = document.getElementById('session'); s.value = arguments[0];"
                        + "s.dispatchEvent(new Event('change'));",
                Long.toString(session));
    }

    /// Chooses a session and waits for its laps.
    private void open(long session) {
        choose(session);
        String row = "#laps .lap-number a[href^='/replay.html?session=" + session + "&']";
        assertTrue(
                await(() -> !browser.driver.findElements(By.cssSelector(row)).isEmpty()),
                "its laps are shown");
    }

    private void press(String choice, int lap) {
        browser.driver.executeScript(
                "document.querySelector(`[data-number=\"${arguments[1]}\"]"
                        + "[data-choice=${arguments[0]}]`).click()",
                choice,
                lap);
    }

    private int options() {
        return browser.driver.findElements(By.cssSelector("#session option")).size();
    }

    private int channels() {
        return browser.driver.findElements(By.cssSelector("#channels button")).size();
    }

    private List<?> asked() {
        return (List<?>) browser.driver.executeScript("return asked");
    }

    /// What was compared last, as the page asked for it.
    private String compared() {
        return asked().stream()
                .map(String::valueOf)
                .filter(path -> path.contains("/laps/compare"))
                .reduce("", (earlier, later) -> later);
    }

    private long number(String script) {
        return browser.driver.executeScript(script) instanceof Long number ? number : -1;
    }

    private static boolean await(BooleanSupplier condition) {
        return Station.await(condition);
    }
}
