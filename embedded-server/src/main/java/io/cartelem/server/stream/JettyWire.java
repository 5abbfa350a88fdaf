package io.cartelem.server.stream;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/// The way to a client over Jetty's WebSocket.
final class JettyWire implements Wire {
    private final Session session;

    JettyWire(Session session) {
        this.session = session;
    }

    @Override
    public void send(String text, Runnable sent, Runnable failed) {
        try {
            session.sendText(text, Callback.from(sent, failure -> failed.run()));
        } catch (RuntimeException e) {
            // Closed just now: this client's matter, and no reason to pass the others over.
            failed.run();
        }
    }

    @Override
    public void close(int code, String reason, Runnable done) {
        // A client that reads nothing would keep an orderly close waiting; its idle time-out ends
        // it.
        try {
            session.close(code, reason, Callback.from(done, failure -> done.run()));
        } catch (RuntimeException e) {
            done.run();
        }
    }
}
