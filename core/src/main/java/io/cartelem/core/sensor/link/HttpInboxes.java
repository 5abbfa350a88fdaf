package io.cartelem.core.sensor.link;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkOpener;
import io.cartelem.core.sensor.SensorLink;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// Where the server puts what was posted to a sensor: one inbox for each sensor that is reached
/// over HTTP, while it is read. Any thread.
public final class HttpInboxes {
    /// The longest message, in bytes.
    public static final int LARGEST = 128 * 1024;

    private final ConcurrentMap<String, Inbox> open = new ConcurrentHashMap<>();

    private record Inbox(MessageBuffer buffer, boolean json) {}

    /// What became of a message.
    public enum Delivery {
        ACCEPTED,
        /// There is no such sensor, or it is not reached over HTTP.
        UNKNOWN,
        /// More comes than is read; to be tried again later.
        FULL,
        /// Longer than [#LARGEST].
        TOO_LARGE
    }

    /// Hands a message to a sensor.
    public Delivery deliver(String sensor, byte[] message) {
        Inbox inbox = open.get(sensor);
        if (inbox == null) {
            return Delivery.UNKNOWN;
        }
        if (message.length > LARGEST) {
            return Delivery.TOO_LARGE;
        }
        return inbox.buffer().offer(Messages.lines(message, message.length, inbox.json()))
                ? Delivery.ACCEPTED
                : Delivery.FULL;
    }

    /// Opens inboxes of a sensor; there is one at a time.
    LinkOpener opener(String sensor, boolean json, LongAdder lost) {
        String address = new SensorLink.Http().toString();
        return new LinkOpener() {
            @Override
            public ByteLink open() {
                AtomicReference<Inbox> own = new AtomicReference<>();
                MessageBuffer buffer =
                        new MessageBuffer(address, lost, () -> open.remove(sensor, own.get()));
                own.set(new Inbox(buffer, json));
                open.put(sensor, own.get());
                return buffer;
            }

            @Override
            public String address() {
                return address;
            }
        };
    }
}
