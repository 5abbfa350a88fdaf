package io.cartelem.persistence.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The line between a store and its server, which a test can cut.
final class Proxy implements AutoCloseable {
    private final int serverPort;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean loseAnswerToCommit;
    private final AtomicInteger answersLost = new AtomicInteger();

    Proxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /// Breaks every connection and lets none be made.
    void cut() {
        cut = true;
        breakAll();
    }

    void mend() {
        cut = false;
    }

    /// Lets the server answer the next commit, and cuts the line before the answer gets through.
    void loseAnswerToCommit() {
        loseAnswerToCommit = true;
    }

    int answersLost() {
        return answersLost.get();
    }

    /// The server names the command that it has completed.
    private static boolean hasAnswerToCommit(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT\0");
    }

    private void breakAll() {
        for (Socket socket : open) {
            close(socket);
        }
        open.clear();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (cut) {
                    close(client);
                } else {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                    open.add(client);
                    open.add(server);
                    if (cut) {
                        // Cut while it was being made.
                        close(client);
                        close(server);
                    }
                    Thread.ofVirtual().start(() -> pump(client, server, true));
                    Thread.ofVirtual().start(() -> pump(server, client, false));
                }
            } catch (IOException e) {
                // The test is over, or the server has gone: nothing to serve.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean toServer) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!toServer && loseAnswerToCommit && hasAnswerToCommit(buffer, n)) {
                    loseAnswerToCommit = false;
                    answersLost.incrementAndGet();
                    breakAll();
                    return;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // The line is cut: both ends learn it by their closed sockets.
            return;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is what it should be.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        breakAll();
    }
}
