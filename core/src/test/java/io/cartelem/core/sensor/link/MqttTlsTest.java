package io.cartelem.core.sensor.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.collect.transport.LinkOpener;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sensor.SensorDefinition;
import io.cartelem.core.sensor.SensorFile;
import io.cartelem.core.sim.mqtt.LoopbackBroker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Brokers behind TLS: the right one, and each that must not be believed.
@Timeout(300)
class MqttTlsTest {
    @TempDir Path folder;

    @Test
    void aBrokerWhoseCertificateIsNamedIsBelieved() throws Exception {
        try (LoopbackBroker broker = LoopbackBroker.start(showing("broker"), "secret");
                ByteLink link =
                        opener(broker, "user = \"me\"\npassword = \"secret\"\n" + ca("broker"))
                                .open()) {
            assertEquals(List.of("car/#"), broker.subscriptions());
            broker.publish("car/oil", "88.5".getBytes(StandardCharsets.UTF_8));
            byte[] line = new byte[16];
            int got = 0;
            while (got < 5) {
                got += link.read(line, got, line.length - got, Duration.ofSeconds(1));
            }
            assertEquals("88.5\n", new String(line, 0, got, StandardCharsets.UTF_8));
        }
    }

    @Test
    void aStrangersCertificateIsRefusedWithWhatToDo() throws Exception {
        try (LoopbackBroker broker = LoopbackBroker.start(showing("broker"), null)) {
            LinkException refused = refused(opener(broker, ""));
            assertEquals(Reason.PERMISSION, refused.reason());
            assertSays(broker, " shows a certificate that is not trusted: ", refused);
            assertTrue(
                    refused.getMessage().endsWith("; name the broker's own as ca"),
                    refused::getMessage);
            LinkException another = refused(opener(broker, ca("other")));
            assertSays(broker, " shows a certificate that is not trusted: ", another);
            assertEquals(List.of(), broker.subscriptions());
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (LoopbackBroker broker = LoopbackBroker.start(showing("other"), null)) {
            LinkException refused = refused(opener(broker, ca("other")));
            assertEquals(Reason.PERMISSION, refused.reason());
            assertSays(broker, " shows a certificate for another name: ", refused);
        }
    }

    @Test
    void aFileThatHoldsNoCertificateIsSaid() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path none = folder.resolve("none.pem");
        try (LoopbackBroker broker = LoopbackBroker.start(showing("broker"), null)) {
            LinkException refused = refused(opener(broker, key(empty)));
            assertEquals(Reason.FAILED, refused.reason());
            assertEquals(
                    "the certificate " + empty + " cannot be used: no certificate is in it",
                    refused.getMessage());
            assertEquals(Reason.FAILED, refused(opener(broker, key(none))).reason());
        }
    }

    @Test
    void whatDoesNotSpeakTlsIsSaid() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answersInPlainText(web));
            LinkException refused = refused(opener(web.getLocalPort(), ""));
            assertEquals(Reason.FAILED, refused.reason());
            assertTrue(
                    refused.getMessage().contains(" does not answer with TLS: ")
                            && refused.getMessage().endsWith("; is it mqtt:// without?"),
                    refused::getMessage);
        }
    }

    private static void answersInPlainText(ServerSocket web) {
        try (Socket caller = web.accept()) {
            assertTrue(caller.getInputStream().read() >= 0);
            byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            caller.getOutputStream().write(answer);
            // Whatever else it says is heard, so that the answer is not lost with a reset.
            while (caller.getInputStream().read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertSays(LoopbackBroker broker, String what, LinkException refused) {
        String start = "mqtts://127.0.0.1:" + broker.port() + "/car/#" + what;
        assertTrue(refused.getMessage().startsWith(start), refused::getMessage);
    }

    private static LinkException refused(LinkOpener opener) {
        return assertThrows(LinkException.class, opener::open);
    }

    private String ca(String name) throws Exception {
        Path pem = folder.resolve(name + ".pem");
        try (InputStream in = resource(name + ".pem")) {
            Files.write(pem, in.readAllBytes());
        }
        return key(pem);
    }

    private static String key(Path pem) {
        return "ca = '" + pem + "'";
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(MqttTlsTest.class.getResourceAsStream("/mqtt/" + name));
    }

    private static ServerSocketFactory showing(String name) throws Exception {
        char[] password = "cartelem".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = resource(name + ".p12")) {
            keys.load(in, password);
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls.getServerSocketFactory();
    }

    private static LinkOpener opener(LoopbackBroker broker, String more) {
        return opener(broker.port(), more);
    }

    private static LinkOpener opener(int port, String more) {
        String text =
                "[s]\nlink = \"mqtts://127.0.0.1:"
                        + port
                        + "/car/#\"\n"
                        + more
                        + "\nchannels = [\"x\"]\n";
        SensorFile.Entry entry = SensorFile.parse("f", text).entries().getFirst();
        assertEquals(List.of(), entry.problems());
        SensorDefinition sensor = Objects.requireNonNull(entry.sensor());
        return new SensorOpeners(Clock.system(), new HttpInboxes()).of(sensor, new LongAdder());
    }
}
