package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;

import javafx.scene.Node;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.CookieManager;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

@Timeout(600)
class SharingJourneyTest {
    @TempDir Path folder;

    @BeforeEach
    void noDevices() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
    }

    @Test
    void aPhoneThatReadsTheCodeMayLookOnUntilItIsShutOut() throws Exception {
        assumeTrue(hasNetwork(), "this machine is in no network to share with");
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.click("#lan");
            person.click("#share-on");
            person.awaits("#share-code");
            String link = person.reads("#share-link");
            assertEquals(link, codeOn(person));
            try (HttpClient phone =
                    HttpClient.newBuilder()
                            .cookieHandler(new CookieManager())
                            .followRedirects(HttpClient.Redirect.NORMAL)
                            .build()) {
                assertEquals(200, get(phone, URI.create(link)));
                person.awaitsReading("looks on");
                person.clickText(".button", "Shut out");
                person.awaitsReading("None yet.");
                assertEquals(401, get(phone, URI.create(link).resolve("/api/v1/sessions")));
            }
            person.click("#share-renew");
            person.until("another link", () -> !person.reads("#share-link").equals(link));
            person.click("#share-stop");
            person.awaitsGone("#share-code");
        }
    }

    @Test
    void thePinIsShownWhenAskedForAndNotLeftOnTheScreen() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.click("#nav-share");
            person.click("#share-show-pin");
            person.until("the PIN", () -> person.reads("#share-pin").matches("[0-9]{4,12}"));
            assertEquals(
                    app.station().server().orElseThrow().operatorPin(), person.reads("#share-pin"));
            person.click("#nav-live");
            person.click("#nav-share");
            person.awaits("#share-show-pin");
            assertTrue(person.reads("#share-pin").isEmpty());
        }
    }

    @Test
    void aPhoneWithThePinMayControlAndOneThatGuessesIsLockedOut() throws Exception {
        try (App app = App.open(folder);
                HttpClient phone = HttpClient.newHttpClient()) {
            Person person = app.person();
            person.click("#nav-share");
            person.click("#share-show-pin");
            person.until("the PIN", () -> person.reads("#share-pin").matches("[0-9]{4,12}"));
            String pin = person.reads("#share-pin");
            String wrong = pin.startsWith("1") ? "200000" : "100000";
            URI server =
                    URI.create("http://localhost:" + app.station().server().orElseThrow().port());

            HttpResponse<String> refused = offer(phone, server, wrong);
            assertEquals(403, refused.statusCode());
            assertTrue(refused.body().contains("That is not the operator PIN."), refused.body());

            HttpResponse<String> let = offer(phone, server, pin);
            assertEquals(200, let.statusCode(), let.body());
            Matcher token = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"").matcher(let.body());
            assertTrue(token.find(), let.body());
            person.awaitsReading("may control");
            assertEquals(401, start(phone, server, "guessed").statusCode());
            assertEquals(2, start(phone, server, token.group(1)).statusCode() / 100);
            app.bar().awaitRecording();
            app.bar().stop();

            HttpResponse<String> last = refused;
            for (int guess = 0; guess < 10 && last.statusCode() == 403; guess++) {
                last = offer(phone, server, wrong);
            }
            assertEquals(429, last.statusCode());
            assertTrue(last.body().contains("Too many wrong PINs; try again in"), last.body());
            assertEquals(429, offer(phone, server, pin).statusCode(), "nor with the right one");
        }
    }

    /// A request as it comes from another device: through a proxy it is never taken for this
    /// computer's own.
    private static HttpRequest.Builder from(URI server, String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("X-Forwarded-For", "192.0.2.7")
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> offer(HttpClient phone, URI server, String pin)
            throws IOException, InterruptedException {
        return phone.send(
                from(server, "/api/v1/auth/pin")
                        .POST(BodyPublishers.ofString("{\"pin\":\"" + pin + "\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> start(HttpClient phone, URI server, String token)
            throws IOException, InterruptedException {
        return phone.send(
                from(server, "/api/v1/telemetry/start")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString("{\"name\":\"By phone\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static boolean hasNetwork() throws IOException {
        return NetworkInterface.networkInterfaces()
                .anyMatch(
                        network ->
                                network.inetAddresses()
                                        .anyMatch(
                                                a ->
                                                        !a.isLoopbackAddress()
                                                                && !a.isLinkLocalAddress()));
    }

    private static int get(HttpClient client, URI address)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /// What a camera before the screen reads.
    private static String codeOn(Person person) throws ReaderException {
        Node code = person.node(Node.class, "#share-code");
        WritableImage picture = person.fx(() -> code.snapshot(null, null));
        int width = (int) picture.getWidth();
        int height = (int) picture.getHeight();
        int[] pixels = new int[width * height];
        picture.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(
                                new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                .getText();
    }
}
