package io.cartelem.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// Requests as an attacker writes them, byte by byte.
final class RawHttp {
    private RawHttp() {}

    /// Sends one request and reads until the server closes or 64 KiB came.
    static String exchange(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            write(socket.getOutputStream(), request);
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A request that asks the server to close afterwards.
    static String get(int port, String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        boolean host = false;
        for (String header : headers) {
            request.append(header).append("\r\n");
            host |= header.startsWith("Host:");
        }
        if (!host) {
            request.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        return exchange(port, request + "Connection: close\r\n\r\n");
    }

    /// Sends a body.
    static String post(int port, String path, String body) {
        return exchange(
                port,
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n"
                                .formatted(path, port, body.length())
                        + "Connection: close\r\n\r\n"
                        + body);
    }

    static int status(String response) {
        return Integer.parseInt(response.substring(9, 12));
    }

    private static void write(OutputStream out, String request) throws IOException {
        try {
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (SocketException e) {
            // A server that has read enough does not wait for the rest: its answer says why.
            return;
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            readInto(all, in);
        } catch (SocketException e) {
            // A server that closes without having read all of a request cuts the line, after its
            // answer.
            if (all.size() == 0) {
                throw e;
            }
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private static void readInto(ByteArrayOutputStream all, InputStream in) throws IOException {
        byte[] buffer = new byte[4096];
        int count = in.read(buffer);
        while (count > 0 && all.size() < 65_536) {
            all.write(buffer, 0, count);
            String text = all.toString(StandardCharsets.ISO_8859_1);
            if (text.startsWith("HTTP/1.1 101")) {
                return;
            }
            count = in.read(buffer);
        }
    }
}
