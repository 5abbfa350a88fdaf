package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The pages in German and in English, at the width of a phone, of a tablet and of a desk, in the
/// system's own Chromium. Skipped where there is none.
@Timeout(240)
class LanguagePagesTest extends InChromium {
    private static final Instant START = Instant.parse("2026-06-06T09:30:00Z");
    private static final int[] WIDTHS = {360, 768, 1280};
    private static final int HEIGHT = 800;

    /// Texts on the page that are English in the table and something else in German.
    private static final String ENGLISH_LEFT =
            """
            const done = arguments[0];
            Promise.all([import('/js/text/en.js'), import('/js/text/de.js')]).then(([{ en }, { de }]) => {
              const german = new Set(Object.values(de));
              const english = new Set(Object.values(en).filter((words) => !german.has(words)));
              const found = [];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) found.push(walk.currentNode.data.trim());
              for (const node of document.querySelectorAll('*')) {
                for (const name of ['aria-label', 'placeholder', 'title']) {
                  if (node.hasAttribute(name)) found.push(node.getAttribute(name).trim());
                }
              }
              done(found.filter((words) => english.has(words)));
            });
            """;

    private Station station;
    private long session;

    @BeforeEach
    void recordADay() {
        station = new Station();
        station.drive.courses().put(Circle.course());
        session =
                station.store
                        .create(SessionDraft.named("Vormittag"), SessionOrigin.LIVE, START)
                        .id();
        station.store.begin(session, START, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        Circle.drive(0, batch -> station.store.append(session, batch).join(), 25, 20, 22);
        SampleBatch.Builder engine = SampleBatch.builder(1500);
        for (int i = 0; i < 500; i++) {
            long t = i * 200_000_000L;
            engine.add(Station.RPM, t, 3000 + 40 * (i % 50));
            engine.add(Station.COOLANT, t, i > 300 && i < 340 ? 118 : 88);
        }
        station.store.append(session, engine.build()).join();
        station.store.mark(session, 80_000_000_000L, "Gelbe Flagge");
        station.store.mark(session, 60_400_000_000L, "Coolant hot: 118 °C, above 110 °C");
        station.store.mark(session, 68_000_000_000L, "Coolant hot: over after 8 s");
        station.store.mark(session, 70_000_000_000L, "Coolant hot: acknowledged by another device");
        station.store.finish(session, START.plusSeconds(120));
    }

    @AfterEach
    void stop() {
        station.close();
        browser.leave();
    }

    @Test
    void theAddressChoosesTheLanguageAndThePagesKeepIt() {
        browser.open(station, "/?lang=de");
        assertEquals("Keine Aufnahme", browser.text("recording-state"));
        assertEquals("de", language());
        assertTrue(!browser.driver.getCurrentUrl().contains("lang"), "kept, not carried along");
        browser.open(station, "/replay.html");
        assertEquals("de", language());
        browser.driver.executeScript(
                "const s = document.getElementById('language'); s.value = 'en';"
                        + "s.dispatchEvent(new Event('change'));");
        assertTrue(await(() -> "en".equals(language())), "the choice at the foot of the page");
        browser.open(station, "/");
        assertTrue(await(() -> browser.text("recording-state").equals("Not recording")));
        browser.open(station, "/?lang=xx");
        assertEquals("en", language());
    }

    @Test
    void whatADeviceWaitsForIsSeenInTheLanguageOfThePage() {
        browser.size(360, 740);
        browser.open(station, "/?lang=de");
        assertTrue(await(() -> browser.text("collectors").contains("obd (simuliert) 38 Hz")));
        station.collectors = List.of(retrying("COM4 was unplugged; next attempt in 4 s"));
        station.server.collectorsChanged();
        assertTrue(
                await(
                        () ->
                                browser.text("collectors")
                                        .contains("COM4 wurde abgezogen; nächster Versuch in 4 s")),
                () -> browser.text("collectors"));
        assertEquals(0, browser.cutOff());
        station.collectors = List.of(retrying("Nobody wrote a pattern for this"));
        station.server.collectorsChanged();
        assertTrue(await(() -> browser.text("collectors").contains("Nobody wrote")));
    }

    private CollectorState retrying(String sentence) {
        return new CollectorState(
                "obd",
                CollectorState.Phase.RETRYING,
                "retrying",
                sentence,
                station.clock.monoNs(),
                "COM4",
                null,
                0,
                0,
                null,
                false);
    }

    @Test
    void aMarkerInTheListLeadsToItsMoment() {
        browser.size(360, 740);
        browser.open(station, "/replay.html?lang=de&session=" + session);
        assertTrue(await(() -> markers().size() == 4), () -> browser.text("notice"));
        assertEquals("1:00.4 Kritisch Kühlmittel heiß: 118 °C, über 110 °C", markers().get(0));
        assertEquals("1:08.0 Kühlmittel heiß: vorbei nach 8 s", markers().get(1));
        assertEquals(
                "1:10.0 Kühlmittel heiß: zur Kenntnis genommen von einem anderen Gerät",
                markers().get(2));
        assertEquals("1:20.0 Gelbe Flagge", markers().get(3));
        // Values are there once the replay has said where it is, which moves the page there.
        assertTrue(await(() -> !browser.value("obd.RPM").equals("–")));
        browser.driver.executeScript("document.querySelectorAll('#markers button')[3].click()");
        assertTrue(
                await(() -> browser.text("position").startsWith("1:20")),
                () -> browser.text("position"));
        assertTrue(
                await(
                        () -> {
                            browser.driver.executeScript(
                                    "document.getElementById('range-from').click()");
                            return browser.text("range").startsWith("1:20.0 bis 2:24");
                        }),
                () -> browser.text("range"));
        String export = browser.find("export-csv").getDomAttribute("href");
        assertTrue(export.contains("start_t=80"), export);
    }

    @Test
    void everyPageIsGermanThroughoutAndFitsEveryWidth() throws IOException {
        look("de");
    }

    @Test
    void everyPageIsEnglishThroughoutAndFitsEveryWidth() throws IOException {
        look("en");
    }

    private void look(String language) throws IOException {
        long now = station.clock.monoNs();
        SampleBatch.Builder past = SampleBatch.builder(6 * 300);
        for (int i = 0; i < 300; i++) {
            long t = now - (300 - i) * 100_000_000L;
            past.add(Station.RPM, t, 3000 + 50 * (i % 60))
                    .add(Station.SPEED, t, 80 + i % 60)
                    .add(Station.COOLANT, t, 90)
                    .add(Station.GPS_SPEED, t, 79.5 + i % 60)
                    .add(Station.LATITUDE, t, 50.335 + 0.004 * Math.sin(i / 40.0))
                    .add(Station.LONGITUDE, t, 6.947 + 0.007 * Math.cos(i / 40.0));
        }
        station.bus.publish(past.build());
        see(language, "live", "/?lang=" + language, () -> showsValues());
        String of = "?session=" + session + "&lang=" + language;
        see(language, "replay", "/replay.html" + of, () -> browser.find("play").isEnabled());
        see(language, "laps", "/laps.html" + of, () -> browser.find("compared").isDisplayed());
        see(
                language,
                "debrief",
                "/debrief.html" + of,
                () -> !browser.driver.findElements(By.id("quality")).isEmpty());
        see(
                language,
                "driver",
                "/driver.html?lang=" + language,
                () -> "live".equals(browser.state()));
        assertEquals(List.of(), browser.complaints());
    }

    /// A page shows no value that is older than ten seconds.
    private boolean showsValues() {
        station.publish(Station.RPM, 3000);
        return !browser.value("obd.RPM").equals("–");
    }

    private void see(String language, String name, String path, BooleanSupplier there)
            throws IOException {
        browser.size(WIDTHS[0], HEIGHT);
        browser.open(station, path);
        assertTrue(await(there), () -> path + ": " + browser.text("notice"));
        assertTrue(await(() -> "live".equals(browser.state())), path);
        for (int width : WIDTHS) {
            browser.size(width, HEIGHT);
            assertTrue(browser.fits(), name + " at " + width + ", " + language);
            if (System.getProperty("cartelem.pictures") != null) {
                for (String theme : new String[] {"dark", "light"}) {
                    browser.theme(theme);
                    browser.wholePicture(name + "-" + width + "-" + theme + "-" + language);
                }
            }
        }
        if (language.equals("de")) {
            assertEquals(List.of(), browser.driver.executeAsyncScript(ENGLISH_LEFT), name);
        }
    }

    private List<String> markers() {
        return browser.driver.findElements(By.cssSelector("#markers button")).stream()
                .map(button -> button.getText().replaceAll("\\s+", " "))
                .toList();
    }

    private String language() {
        return String.valueOf(browser.driver.executeScript("return document.documentElement.lang"));
    }

    private static boolean await(BooleanSupplier condition) {
        return Chromium.await(condition);
    }
}
