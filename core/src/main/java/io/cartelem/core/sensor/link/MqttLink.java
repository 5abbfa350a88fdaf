package io.cartelem.core.sensor.link;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.sensor.SensorLink;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/// A topic of an MQTT 3.1.1 broker, which every broker in use speaks. The connection is not renewed
/// here: its loss ends the link, and the collector's supervisor opens another. Messages come on the
/// client's threads.
final class MqttLink {
    private static final long PATIENCE_S = 5;
    private static final int KEEP_ALIVE_S = 20;

    /// A larger message is no reading.
    private static final int LARGEST = 64 * 1024;

    /// Netty would reach for `sun.misc.Unsafe` otherwise, which Java answers with warnings.
    private static final String NO_UNSAFE = "io.netty.noUnsafe";

    static {
        if (System.getProperty(NO_UNSAFE) == null) {
            System.setProperty(NO_UNSAFE, "true");
        }
    }

    private final SensorLink.Mqtt link;
    private final boolean json;
    private final LongAdder lost;
    private final MessageBuffer buffer;
    private final Mqtt3AsyncClient client;

    private MqttLink(SensorLink.Mqtt link, boolean json, LongAdder lost) throws LinkException {
        this.link = link;
        this.json = json;
        this.lost = lost;
        this.buffer = new MessageBuffer(link.toString(), lost, this::disconnect);
        this.client = client();
    }

    /// Connects and subscribes.
    ///
    /// @param json whether a message is one JSON document
    /// @param lost counts messages that came faster than they were read
    /// @throws LinkException UNREACHABLE if the broker does not answer, PERMISSION if it refuses or
    ///   is not the one that is trusted
    static ByteLink open(SensorLink.Mqtt link, boolean json, LongAdder lost)
            throws LinkException, InterruptedException {
        MqttLink mqtt = new MqttLink(link, json, lost);
        boolean open = false;
        try {
            mqtt.subscribe();
            open = true;
            return mqtt.buffer;
        } finally {
            if (!open) {
                mqtt.buffer.close();
            }
        }
    }

    private Mqtt3AsyncClient client() throws LinkException {
        Mqtt3ClientBuilder builder =
                MqttClient.builder()
                        .useMqttVersion3()
                        .identifier("cartelem-" + UUID.randomUUID().toString().substring(0, 12))
                        .transportConfig(transport())
                        .addDisconnectedListener(this::disconnected);
        if (!link.user().isEmpty()) {
            builder =
                    builder.simpleAuth(
                            Mqtt3SimpleAuth.builder()
                                    .username(link.user())
                                    .password(link.password().getBytes(StandardCharsets.UTF_8))
                                    .build());
        }
        return builder.buildAsync();
    }

    /// All of it in one piece: what is set beside it takes its place rather than being added.
    private MqttClientTransportConfig transport() throws LinkException {
        var transport =
                MqttClientTransportConfig.builder()
                        .serverHost(link.host())
                        .serverPort(link.port())
                        .socketConnectTimeout(PATIENCE_S, TimeUnit.SECONDS)
                        .mqttConnectTimeout(PATIENCE_S, TimeUnit.SECONDS);
        if (!link.tls()) {
            return transport.build();
        }
        return transport
                .sslConfig(
                        MqttClientSslConfig.builder()
                                .trustManagerFactory(BrokerTrust.of(link.ca()))
                                .handshakeTimeout(PATIENCE_S, TimeUnit.SECONDS)
                                .build())
                .build();
    }

    private void subscribe() throws LinkException, InterruptedException {
        await(client.connectWith().cleanSession(true).keepAlive(KEEP_ALIVE_S).send());
        await(
                client.subscribeWith()
                        .topicFilter(link.topic())
                        .qos(MqttQos.AT_MOST_ONCE)
                        .callback(this::take)
                        .send());
    }

    private void await(CompletableFuture<?> step) throws LinkException, InterruptedException {
        try {
            var _ = step.get(2 * PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new LinkException(Reason.UNREACHABLE, link + " does not answer", e);
        }
    }

    private LinkException refused(Throwable cause) {
        return switch (cause) {
            case Mqtt3ConnAckException e ->
                    new LinkException(
                            Reason.PERMISSION,
                            link
                                    + " refuses: "
                                    + e.getMqttMessage().getReturnCode()
                                    + "; are user and password right?",
                            e);
            case ConnectionFailedException e -> BrokerTrust.unconnected(link, e);
            default ->
                    new LinkException(
                            Reason.FAILED,
                            link + " does not deliver: " + cause.getMessage(),
                            cause);
        };
    }

    private void take(Mqtt3Publish message) {
        byte[] payload = message.getPayloadAsBytes();
        if (payload.length > LARGEST) {
            lost.increment();
        } else if (payload.length > 0) {
            buffer.offer(Messages.lines(payload, payload.length, json));
        }
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        buffer.end(Reason.LOST, link + " was lost: " + context.getCause().getMessage());
    }

    private void disconnect() {
        var _ = client.disconnect();
    }
}
