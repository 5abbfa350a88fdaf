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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// What a person does with the pages, in the system's own Chromium. Skipped where there is none.
class BrowserTest extends InChromium {
    private Station station;
    private volatile boolean driving;
    private Thread car;

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
        browser.open(station, "/");
        assertTrue(await(() -> browser.text("notice").contains("link")), browser.text("notice"));
        // It goes on trying, and looks as if it were connecting meanwhile.
        assertTrue(await(() -> "refused".equals(browser.state())));
        for (String page : List.of("/driver.html", "/laps.html", "/debrief.html?session=1")) {
            browser.open(station, page);
            assertTrue(await(() -> "refused".equals(browser.state())), page);
            assertTrue(await(() -> browser.text("notice").contains("link")), page);
        }
        browser.driver.get(station.uri("/?" + station.server.viewerLink().getQuery()).toString());
        assertTrue(await(() -> "live".equals(browser.state())));
        assertFalse(
                browser.driver.getCurrentUrl().contains("token"), browser.driver.getCurrentUrl());
        browser.press("#record");
        browser.press("#start-dialog button.primary");
        browser.type("#pin", "1111");
        browser.press("#pin-dialog button.primary");
        assertTrue(await(() -> browser.text("pin-problem").contains("PIN")));
        browser.find("pin").clear();
        browser.type("#pin", "2468", Keys.ENTER);
        assertTrue(await(() -> station.recorder.status().recording()));
        assertTrue(await(() -> browser.text("recording-state").equals("Recording")));
    }

    @Test
    void reconnectsByItselfAndShowsIt() {
        station = new Station();
        drive();
        try (Line line = new Line(station.server.port())) {
            browser.driver.get(line.address("/"));
            assertTrue(await(() -> !browser.value("obd.RPM").equals("–")));
            line.cut();
            station.close();
            assertTrue(
                    await(
                            () ->
                                    "lost".equals(browser.state())
                                            || "connecting".equals(browser.state())));
            assertTrue(
                    await(() -> browser.text("recording-state").endsWith("when last heard")),
                    "what stands there is old");
            silence();
            station = new Station();
            line.to(station.server.port());
            assertTrue(await(() -> "live".equals(browser.state())));
            assertTrue(await(() -> browser.text("recording-state").equals("Not recording")));
            browser.leave();
        }
    }

    @Test
    void saysWhatToDoWhereNothingWasRecorded() {
        station = new Station();
        browser.size(360, 740);
        for (String page : List.of("/replay.html", "/laps.html")) {
            browser.open(station, page);
            assertTrue(await(() -> browser.text("choose").startsWith("Nothing was recorded")));
            assertEquals(
                    List.of(),
                    browser.driver.executeScript(
                            "return [...document.querySelectorAll('[data-of=session]')]"
                                    + ".filter((n) => n.checkVisibility()).map((n) => n.id)"));
        }
        browser.open(station, "/debrief.html");
        assertTrue(await(() -> browser.text("parts").contains("Choose a session in Replay")));
        assertEquals(2, browser.driver.findElements(By.cssSelector("#parts a")).size());
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void showsTheDocumentOfTheApi() {
        station = new Station();
        browser.open(station, "/docs");
        assertTrue(
                await(() -> browser.driver.findElements(By.className("opblock")).size() > 20),
                "Swagger UI shows the calls");
    }

    private void journey(int width, int height, String name) throws IOException {
        browser.size(width, height);
        browser.leave();
        station = new Station();
        browser.open(station, "/");
        drive();
        assertTrue(await(() -> !browser.value("obd.RPM").equals("–")), "values appear");
        browser.press("#record");
        browser.type("#start-name", "Journey " + name, Keys.ENTER);
        assertTrue(await(() -> browser.text("recording-state").equals("Recording")));
        assertTrue(browser.text("session-name").contains("Journey"));
        String first = browser.value("obd.RPM");
        assertTrue(await(() -> !browser.value("obd.RPM").equals(first)), "values move");
        assertTrue(await(() -> browser.text("elapsed").compareTo("00:00:00") > 0));
        browser.press("#mark");
        assertTrue(await(() -> browser.noticed("Marked")));
        assertTrue(
                await(
                        () ->
                                browser.driver.findElements(By.cssSelector("#charts canvas")).size()
                                        >= 2));
        assertTrue(browser.fits(), "the page is wider than the screen");
        browser.picture("live-" + name);
        silence();
        assertTrue(await(() -> !browser.fresh("obd.RPM").equals("fresh")), "values go stale");
        assertTrue(
                await(
                        () ->
                                browser.card("obd.RPM")
                                        .findElement(By.className("age"))
                                        .getText()
                                        .endsWith("ago")));
        browser.press("#record");
        assertTrue(await(() -> browser.text("recording-state").equals("Not recording")));

        browser.open(station, "/replay.html?session=1");
        assertTrue(
                await(() -> browser.find("play").isEnabled()),
                () -> browser.text("notice") + " " + browser.complaints());
        assertTrue(
                await(() -> !browser.value("obd.RPM").equals("–")),
                () ->
                        browser.state()
                                + " "
                                + browser.text("position")
                                + " "
                                + browser.text("cards")
                                + browser.complaints());
        browser.driver.executeScript(
                "const s = arguments[0]; s.value = s.max * 0.9;"
                        + "for (const e of ['input', 'change']) s.dispatchEvent(new Event(e));",
                browser.find("scrubber"));
        assertTrue(await(() -> !browser.text("position").startsWith("0:00.0")));
        String scrubbed = browser.text("position");
        browser.press("#play");
        assertTrue(await(() -> !browser.text("position").equals(scrubbed)), "the replay moves");
        assertTrue(browser.driver.findElements(By.cssSelector("#stats tbody tr")).size() >= 4);
        assertEquals(1, markersOfPeople(), browser.text("markers"));
        assertTrue(browser.fits(), "the page is wider than the screen");
        browser.picture("replay-" + name);
        browser.driver.executeScript("window.scrollTo(0, document.body.scrollHeight)");
        browser.press("#export-csv");
        assertTrue(await(() -> exported().stream().anyMatch(l -> l.contains("obd,RPM"))));
        assertEquals(List.of(), browser.complaints());
    }

    /// Not those of alerts: a drive that fell silent for some seconds before its end has them too.
    private long markersOfPeople() {
        return browser.driver
                .findElements(By.cssSelector("#markers button[data-kind=note]"))
                .size();
    }

    private List<String> exported() {
        try (Stream<Path> files = Files.list(folder.resolve("downloads"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
                List<String> lines = Files.readAllLines(file);
                if (!lines.isEmpty()) {
                    Files.delete(file);
                    return lines;
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return List.of();
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

    private static boolean await(BooleanSupplier condition) {
        return Chromium.await(condition);
    }
}
