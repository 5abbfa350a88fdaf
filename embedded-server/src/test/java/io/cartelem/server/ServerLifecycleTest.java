package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.port.Clock;
import io.cartelem.server.ServerSettings.Tls;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

class ServerLifecycleTest {
    @Test
    void saysThatThePortIsBusyAndLeavesNothingRunning() throws Exception {
        try (Station station = new Station();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerSettings settings = ServerSettings.loopback(taken.getLocalPort());
            ServerException busy =
                    assertThrows(
                            ServerException.class,
                            () -> EmbeddedServer.start(station.context(), settings));
            assertEquals(ServerException.Reason.PORT_BUSY, busy.reason());
            assertTrue(busy.getMessage().contains(Integer.toString(taken.getLocalPort())));
        }
    }

    @Test
    void refusesAnAddressThatIsNotItsOwn() {
        try (Station station = new Station()) {
            ServerSettings foreign =
                    new ServerSettings(
                            "192.0.2.1", 0, null, Set.of(), Set.of(), new Tls.Off(), null, 25);
            ServerException refused =
                    assertThrows(
                            ServerException.class,
                            () -> EmbeddedServer.start(station.context(), foreign));
            assertEquals(ServerException.Reason.NOT_ALLOWED, refused.reason());
        }
    }

    @Test
    void listensAtNetworkAddressesOnlyWhileItIsShared() throws Exception {
        List<InetAddress> networks = Networks.addresses();
        Assumptions.assumeFalse(networks.isEmpty(), "this machine has no network");
        try (Station station = new Station()) {
            URI own = URI.create("http://127.0.0.1:" + station.server.port() + "/");
            assertEquals(List.of(own), station.server.addresses());
            assertFalse(station.server.isShared());
            station.server.share(true);
            assertTrue(station.server.isShared());
            URI link = station.server.viewerLink();
            assertFalse(link.getHost().startsWith("127."), link.toString());
            HttpRequest.Builder health = HttpRequest.newBuilder(link.resolve("/health"));
            assertEquals(200, station.send(health.timeout(Duration.ofSeconds(60))).statusCode());
            HttpResponse<String> data =
                    station.send(HttpRequest.newBuilder(link.resolve("/api/v1/sessions")));
            assertEquals(401, data.statusCode(), "the network address needs a token");
            assertEquals(own, station.server.addresses().getLast());
            station.server.share(false);
            assertThrows(
                    IllegalStateException.class,
                    () -> station.send(HttpRequest.newBuilder(link.resolve("/health"))));
            assertEquals(200, station.get("/health").statusCode());
        }
    }

    @Test
    void makesACertificateOnceAndServesWithIt(@TempDir Path folder) throws Exception {
        ServerSettings settings =
                ServerSettings.loopback(0).withTls(new Tls.SelfSigned(folder.resolve("tls")));
        byte[] first;
        try (Station station = new Station(settings, Clock.system())) {
            Path certificate = folder.resolve("tls/cartelem-certificate.pem");
            first = Files.readAllBytes(certificate);
            assertEquals(200, health(station, certificate));
            assertEquals("https", station.server.addresses().getFirst().getScheme());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("tls/cartelem-key.pem"))));
        }
        try (Station station = new Station(settings, Clock.system())) {
            Path certificate = folder.resolve("tls/cartelem-certificate.pem");
            assertArrayEquals(first, Files.readAllBytes(certificate));
            assertEquals(200, health(station, certificate));
        }
        MovableClock later = new MovableClock(Clock.system());
        later.advance(Duration.ofDays(390));
        try (Station station = new Station(settings, later)) {
            assertFalse(
                    Arrays.equals(
                            first,
                            Files.readAllBytes(folder.resolve("tls/cartelem-certificate.pem"))));
            assertTrue(station.server.port() > 0);
        }
    }

    @Test
    void takesTheUsersCertificateAndSaysWhatIsWrongWithIt(@TempDir Path folder) throws Exception {
        Path made = folder.resolve("tls");
        new Station(ServerSettings.loopback(0).withTls(new Tls.SelfSigned(made)), Clock.system())
                .close();
        Path certificate = made.resolve("cartelem-certificate.pem");
        Path key = made.resolve("cartelem-key.pem");
        ServerSettings own = ServerSettings.loopback(0).withTls(new Tls.Pem(certificate, key));
        try (Station station = new Station(own, Clock.system())) {
            assertEquals(200, health(station, certificate));
            ServerSettings swapped =
                    ServerSettings.loopback(0).withTls(new Tls.Pem(certificate, certificate));
            ServerException refused =
                    assertThrows(
                            ServerException.class,
                            () -> EmbeddedServer.start(station.context(), swapped));
            assertEquals(ServerException.Reason.TLS, refused.reason());
            assertTrue(refused.getMessage().contains("TLS_KEY"), refused.getMessage());
        }
    }

    @Test
    void refusesACertificateThatIsNotOfTheKey(@TempDir Path folder) throws Exception {
        for (String name : new String[] {"one", "other"}) {
            Tls own = new Tls.SelfSigned(folder.resolve(name));
            new Station(ServerSettings.loopback(0).withTls(own), Clock.system()).close();
        }
        Tls mixed =
                new Tls.Pem(
                        folder.resolve("one/cartelem-certificate.pem"),
                        folder.resolve("other/cartelem-key.pem"));
        try (Station station = new Station()) {
            ServerSettings settings = ServerSettings.loopback(0).withTls(mixed);
            ServerException refused =
                    assertThrows(
                            ServerException.class,
                            () -> EmbeddedServer.start(station.context(), settings));
            assertEquals(ServerException.Reason.TLS, refused.reason());
            assertTrue(
                    refused.getMessage().contains("TLS_KEY is not the key"), refused.getMessage());
        }
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> ServerSettings.loopback(65_536));
        assertThrows(
                IllegalArgumentException.class,
                () -> ServerSettings.loopback(0).withOperatorPin("123"));
        assertThrows(
                IllegalArgumentException.class,
                () -> ServerSettings.loopback(0).withMessagesPerSecond(0));
    }

    @Test
    void closesTwiceWithoutHarm() {
        Station station = new Station();
        station.server.close();
        station.close();
        assertEquals(0, station.server.streamClients());
    }

    private static int health(Station station, Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "https://127.0.0.1:"
                                                            + station.server.port()
                                                            + "/health"))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }
}
