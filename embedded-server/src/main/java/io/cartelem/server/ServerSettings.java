package io.cartelem.server;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Set;

/// How the server is reached and protected.
///
/// @param host the address to listen on: `127.0.0.1` for this computer only, `0.0.0.0` for every
///   network, or one address of this computer
/// @param port 1 to 65535, or 0 for any free one
/// @param operatorPin 4 to 32 characters for control from other devices, null for a generated one
/// @param publicHosts further names under which the server is reached, for example behind a proxy
/// @param trustedProxies addresses or networks (`10.0.0.0/8`) whose forwarded headers count
/// @param accessFile where tokens, link and PIN are kept, null to keep them in memory only
/// @param messagesPerSecond the most that a WebSocket client gets, 1 to 1000
public record ServerSettings(
        String host,
        int port,
        @Nullable String operatorPin,
        Set<String> publicHosts,
        Set<String> trustedProxies,
        Tls tls,
        @Nullable Path accessFile,
        int messagesPerSecond) {
    public static final int DEFAULT_MESSAGES_PER_SECOND = 25;

    /// The transport's encryption.
    public sealed interface Tls {
        /// Plain HTTP.
        record Off() implements Tls {}

        /// A certificate that the server makes for itself once and keeps in `folder`.
        record SelfSigned(Path folder) implements Tls {}

        /// The user's certificate chain and private key, PEM.
        record Pem(Path certificate, Path key) implements Tls {}
    }

    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("PORT must be 0 to 65535, not " + port);
        }
        if (operatorPin != null && (operatorPin.length() < 4 || operatorPin.length() > 32)) {
            throw new IllegalArgumentException("OPERATOR_PIN must have 4 to 32 characters");
        }
        if (messagesPerSecond < 1 || messagesPerSecond > 1000) {
            throw new IllegalArgumentException(
                    "messages a second must be 1 to 1000, not " + messagesPerSecond);
        }
        publicHosts = Set.copyOf(publicHosts);
        trustedProxies = Set.copyOf(trustedProxies);
    }

    /// Reached from this computer only, nothing kept.
    public static ServerSettings loopback(int port) {
        return new ServerSettings(
                "127.0.0.1",
                port,
                null,
                Set.of(),
                Set.of(),
                new Tls.Off(),
                null,
                DEFAULT_MESSAGES_PER_SECOND);
    }

    public ServerSettings withPort(int newPort) {
        return new ServerSettings(
                host,
                newPort,
                operatorPin,
                publicHosts,
                trustedProxies,
                tls,
                accessFile,
                messagesPerSecond);
    }

    public ServerSettings withOperatorPin(@Nullable String pin) {
        return new ServerSettings(
                host, port, pin, publicHosts, trustedProxies, tls, accessFile, messagesPerSecond);
    }

    public ServerSettings withProxies(Set<String> hosts, Set<String> proxies) {
        return new ServerSettings(
                host, port, operatorPin, hosts, proxies, tls, accessFile, messagesPerSecond);
    }

    public ServerSettings withTls(Tls newTls) {
        return new ServerSettings(
                host,
                port,
                operatorPin,
                publicHosts,
                trustedProxies,
                newTls,
                accessFile,
                messagesPerSecond);
    }

    public ServerSettings withAccessFile(@Nullable Path file) {
        return new ServerSettings(
                host, port, operatorPin, publicHosts, trustedProxies, tls, file, messagesPerSecond);
    }

    public ServerSettings withMessagesPerSecond(int most) {
        return new ServerSettings(
                host, port, operatorPin, publicHosts, trustedProxies, tls, accessFile, most);
    }
}
