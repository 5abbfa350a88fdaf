package io.cartelem.core.can;

import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

/// Reads a CAN bus and publishes the signals that the user's DBC file describes: over a serial line
/// from a SLCAN adapter, over TCP, UDP or standard input from `candump -L`, or from a SLCAN adapter
/// behind TCP, which it asks if nothing comes by itself.
///
/// An adapter is opened so that it only listens, unless the settings say otherwise, and closed when
/// the connection ends. The DBC file is read again at each connection.
public final class CanCollector implements Collector {
    private final CanSettings settings;
    private final Clock waiting;
    private final Clock answering;
    private @Nullable CanBitrate heardAt;

    public CanCollector(CanSettings settings) {
        this(settings, Clock.system(), Clock.system());
    }

    /// Time-outs are real time even where the telemetry runs by a faster clock.
    ///
    /// @param waiting counts how long a bus is listened to
    /// @param answering counts how long an adapter may take for an answer
    CanCollector(CanSettings settings, Clock waiting, Clock answering) {
        this.settings = settings;
        this.waiting = waiting;
        this.answering = answering;
    }

    @Override
    public String source() {
        return CanSettings.SOURCE;
    }

    @Override
    public void run(ByteLink link, CollectorContext context)
            throws LinkException, InterruptedException {
        CanTraffic traffic = new CanTraffic(context, settings.files());
        CanConnection connection =
                new CanConnection(
                        link,
                        context,
                        settings,
                        traffic,
                        waiting,
                        new SlcanAdapter(link, traffic, answering),
                        rate -> heardAt = rate);
        connection.run(heardAt);
    }
}
