package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Alerts that are heard from a page, in the system's own Chromium, by the tones that it is told to
/// make. Skipped where there is none.
@Timeout(240)
class AlertSoundPagesTest extends InChromium {
    /// Notes what is to be heard, and lets it be heard.
    private static final String LISTEN =
            """
            window.tones = [];
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (...when) {
              window.tones.push(Math.round(this.frequency.value));
              return start.apply(this, when);
            };
            """;

    /// A sound of its own, asked at times of its own: which alerts it plays, and when again.
    private static final String RULES =
            """
            const done = arguments[0];
            import('/js/alert-sound.js').then(({ AlertSound }) => {
              localStorage.setItem('cartelem.sound', 'false');
              const sound = new AlertSound(document.createElement('button'));
              let played = [];
              sound.play = (kind) => { played.push(kind); sound.playedMs = 1000; };
              const alert = (id, severity, more) => ({ id, severity, sound: true, raised: 'now', acknowledged: null, ...more });
              const steps = [];
              const step = (what) => { what(); steps.push(played.join(' ')); played = []; };
              step(() => sound.hear([alert(1, 'warning')]));
              step(() => sound.hear([alert(1, 'warning'), alert(2, 'warning')]));
              step(() => sound.hear([alert(1, 'warning'), alert(2, 'warning')]));
              step(() => sound.again(1e9));
              step(() => sound.hear([alert(3, 'info'), alert(4, 'critical', { sound: false })]));
              step(() => sound.again(1e9));
              step(() => sound.hear([alert(5, 'warning'), alert(6, 'critical')]));
              step(() => sound.again(2000));
              step(() => sound.again(6000));
              step(() => sound.hear([alert(6, 'critical', { acknowledged: 'now' })]));
              step(() => sound.again(1e9));
              step(() => sound.hear([alert(6, 'critical', { raised: 'after a restart' })]));
              done(steps);
            });
            """;

    private Station station;

    @BeforeEach
    void start() {
        browser.size(360, 740);
        browser.leave();
        station = new Station();
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

    private String sound() {
        return browser.find("sound").getDomAttribute("data-state");
    }

    private long heard(int hertz) {
        Object count =
                browser.driver.executeScript(
                        "return window.tones.filter((t) => t === arguments[0]).length", hertz);
        return count instanceof Long number ? number : 0;
    }

    @Test
    void anAlertIsHeardOnceThatIsSwitchedOnAndRepeatedUntilSomebodyTookNote() throws IOException {
        browser.open(station, "/");
        assertTrue(await(() -> "live".equals(browser.state())));
        assertEquals("off", sound(), "silent until somebody wants it");
        browser.driver.executeScript(LISTEN);
        browser.press("#sound");
        assertTrue(await(() -> heard(660) == 1), "a sample, to hear how loud it is");
        assertEquals("on", sound());
        heat();
        assertTrue(await(() -> heard(1_110) >= 4), "the critical alert");
        assertTrue(await(() -> heard(1_110) >= 8), "and again");
        look("sound-live");

        browser.open(station, "/driver.html");
        assertTrue(await(() -> browser.text("alerts").contains("Coolant hot")));
        assertEquals("true", browser.find("sound").getDomAttribute("aria-pressed"), "kept");
        browser.driver.executeScript(LISTEN);
        browser.press("#now");
        assertTrue(await(() -> "on".equals(sound())), "a touch is enough");
        assertTrue(await(() -> heard(1_110) >= 4), "still not noted");
        look("sound-driver");
        browser.press("#sound");
        assertEquals("off", sound());
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void whatIsNewSoundsOnceAndOnlyWhatIsCriticalAgain() {
        browser.open(station, "/");
        assertEquals(
                List.of(
                        "",
                        "warning",
                        "",
                        "",
                        "",
                        "",
                        "critical",
                        "",
                        "critical",
                        "",
                        "",
                        "critical"),
                browser.driver.executeAsyncScript(RULES));
    }

    /// Nothing is cut off on a phone and on a desk; pictures where somebody wants them.
    private void look(String name) throws IOException {
        for (int width : new int[] {1280, 360}) {
            browser.size(width, 740);
            assertTrue(browser.fits(), name + " is wider than " + width);
            browser.wholePicture(name + "-" + width);
        }
    }

    private static boolean await(BooleanSupplier condition) {
        return Chromium.await(condition);
    }
}
