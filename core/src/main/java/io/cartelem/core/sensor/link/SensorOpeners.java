package io.cartelem.core.sensor.link;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkOpener;
import io.cartelem.core.collect.transport.LinkOpeners;
import io.cartelem.core.collect.transport.LinkSettings;
import io.cartelem.core.collect.transport.UdpLink;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sensor.SensorDefinition;
import io.cartelem.core.sensor.SensorFormat;
import io.cartelem.core.sensor.SensorLink;

import java.util.concurrent.atomic.LongAdder;

/// Makes the opener for a sensor's link. Safe on any thread.
public final class SensorOpeners {
    private static final int NO_BAUD = 9_600;

    private final Clock clock;
    private final HttpInboxes inboxes;

    /// @param inboxes into which the server puts what is posted
    public SensorOpeners(Clock clock, HttpInboxes inboxes) {
        this.clock = clock;
        this.inboxes = inboxes;
    }

    /// @param lost counts messages that the link has to give up because they come too fast
    public LinkOpener of(SensorDefinition sensor, LongAdder lost) {
        boolean json = sensor.format() instanceof SensorFormat.Json;
        String address = sensor.link().toString();
        return switch (sensor.link()) {
            case SensorLink.Serial serial ->
                    plain(new LinkAddress.Serial(serial.port()), serial.baud());
            case SensorLink.TcpClient tcp ->
                    plain(new LinkAddress.Tcp(tcp.host(), tcp.port()), NO_BAUD);
            case SensorLink.Capture capture ->
                    plain(new LinkAddress.Capture(capture.file()), NO_BAUD);
            case SensorLink.TcpServer server ->
                    new Listening(
                            address,
                            () -> TcpServerLink.open(address, server.host(), server.port()));
            case SensorLink.Udp udp ->
                    new Listening(
                            address,
                            () ->
                                    new DatagramLines(
                                            UdpLink.open(address, udp.host(), udp.port()),
                                            udp.host(),
                                            json));
            case SensorLink.Http _ -> inboxes.opener(sensor.name(), json, lost);
            case SensorLink.Mqtt mqtt ->
                    new Listening(address, () -> MqttLink.open(mqtt, json, lost));
        };
    }

    private LinkOpener plain(LinkAddress address, int baud) {
        return LinkOpeners.of(address, LinkSettings.at(baud, clock));
    }

    private interface Opening {
        ByteLink open() throws LinkException, InterruptedException;
    }

    private record Listening(String address, Opening opening) implements LinkOpener {
        @Override
        public ByteLink open() throws LinkException, InterruptedException {
            return opening.open();
        }
    }
}
