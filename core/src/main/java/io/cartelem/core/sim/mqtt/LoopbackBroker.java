package io.cartelem.core.sim.mqtt;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ServerSocketFactory;

/// An MQTT 3.1.1 broker (OASIS Standard, 29 October 2014) on a free port of the loopback interface,
/// for trying sensors without one. Knows quality of service 0 and no retained messages.
///
/// ```
///  fixed header: type and flags │ remaining length, 7 bits a byte, least first │ …
/// ```
public final class LoopbackBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackBroker.class);
    private static final int LARGEST = 256 * 1024;

    private static final int CONNECT = 1;
    private static final int SUBSCRIBE = 8;
    private static final int PINGREQ = 12;
    private static final int DISCONNECT = 14;

    private final ServerSocket server;
    private final @Nullable String password;
    private final List<Client> clients = new CopyOnWriteArrayList<>();

    private LoopbackBroker(ServerSocket server, @Nullable String password) {
        this.server = server;
        this.password = password;
    }

    /// Starts one.
    ///
    /// @param password that every client must have, null to let all in
    public static LoopbackBroker start(@Nullable String password) throws IOException {
        return start(ServerSocketFactory.getDefault(), password);
    }

    /// Starts one that speaks TLS.
    ///
    /// @param sockets make the sockets, with the certificate that is shown
    /// @param password that every client must have, null to let all in
    public static LoopbackBroker start(ServerSocketFactory sockets, @Nullable String password)
            throws IOException {
        ServerSocket socket = sockets.createServerSocket(0, 16, InetAddress.getLoopbackAddress());
        LoopbackBroker broker = new LoopbackBroker(socket, password);
        Thread.ofVirtual().name("loopback-broker").start(broker::accept);
        return broker;
    }

    /// The port on which it listens.
    public int port() {
        return server.getLocalPort();
    }

    /// The topic filters that clients have subscribed to now.
    public List<String> subscriptions() {
        return clients.stream().flatMap(client -> client.filters.stream()).toList();
    }

    /// Sends a message to every subscriber.
    ///
    /// @return to how many
    public int publish(String topic, byte[] payload) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        body.write(name.length >> 8);
        body.write(name.length);
        body.writeBytes(name);
        body.writeBytes(payload);
        int reached = 0;
        for (Client client : clients) {
            if (client.filters.stream().anyMatch(filter -> matches(filter, topic))) {
                client.send(0x30, body.toByteArray());
                reached++;
            }
        }
        return reached;
    }

    /// Cuts every connection without a word.
    public void cut() {
        clients.forEach(Client::hangUp);
    }

    /// Section 4.7: `+` is one level, `#` all that follow.
    static boolean matches(String filter, String topic) {
        String[] wanted = filter.split("/", -1);
        String[] levels = topic.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (i == levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
                return false;
            }
        }
        return wanted.length == levels.length;
    }

    private void accept() {
        try {
            while (true) {
                Client client = new Client(server.accept());
                clients.add(client);
                Thread.ofVirtual().name("loopback-broker-client").start(client::serve);
            }
        } catch (IOException e) {
            LOG.debug("the broker stops", e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("the broker's port does not close", e);
        }
        cut();
    }

    private final class Client {
        private final Socket socket;
        private final List<String> filters = new CopyOnWriteArrayList<>();

        Client(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            try {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                while (answer(in.readUnsignedByte() >> 4, body(in))) {
                    LOG.trace("answered");
                }
            } catch (IOException e) {
                LOG.debug("a client of the broker is gone", e);
            } finally {
                hangUp();
            }
        }

        private static ByteBuffer body(DataInputStream in) throws IOException {
            int length = 0;
            for (int shift = 0, more = 0x80; more != 0; shift += 7) {
                int digit = in.readUnsignedByte();
                length |= (digit & 0x7F) << shift;
                more = digit & 0x80;
                if (shift > 21 || length > LARGEST) {
                    throw new IOException("a packet is too large");
                }
            }
            byte[] body = new byte[length];
            in.readFully(body);
            return ByteBuffer.wrap(body);
        }

        /// Answers a packet.
        ///
        /// @return whether more may come
        private boolean answer(int type, ByteBuffer body) {
            switch (type) {
                case CONNECT -> {
                    boolean welcome = password == null || password.equals(password(body));
                    send(0x20, new byte[] {0, (byte) (welcome ? 0 : 5)});
                    return welcome;
                }
                case SUBSCRIBE -> {
                    ByteArrayOutputStream granted = new ByteArrayOutputStream();
                    granted.write(body.get());
                    granted.write(body.get());
                    while (body.hasRemaining()) {
                        filters.add(text(body));
                        body.get();
                        granted.write(0);
                    }
                    send(0x90, granted.toByteArray());
                }
                case PINGREQ -> send(0xD0, new byte[0]);
                case DISCONNECT -> {
                    return false;
                }
                default -> LOG.debug("a packet of type {} is passed over", type);
            }
            return true;
        }

        /// Section 3.1: name and level of the protocol, flags, keep-alive, then the client's name,
        /// the user's and the password as the flags say.
        private static @Nullable String password(ByteBuffer body) {
            text(body);
            body.get();
            int flags = body.get() & 0xFF;
            body.getShort();
            text(body);
            if ((flags & 0x80) != 0) {
                text(body);
            }
            return (flags & 0x40) != 0 ? text(body) : null;
        }

        private static String text(ByteBuffer body) {
            byte[] text = new byte[body.getShort() & 0xFFFF];
            body.get(text);
            return new String(text, StandardCharsets.UTF_8);
        }

        private synchronized void send(int header, byte[] body) {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.write(header);
            int left = body.length;
            do {
                packet.write((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
                left >>= 7;
            } while (left > 0);
            packet.writeBytes(body);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(packet.toByteArray());
                out.flush();
            } catch (IOException e) {
                LOG.debug("a client of the broker does not take a packet", e);
                hangUp();
            }
        }

        void hangUp() {
            clients.remove(this);
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("a client of the broker does not hang up", e);
            }
        }
    }
}
