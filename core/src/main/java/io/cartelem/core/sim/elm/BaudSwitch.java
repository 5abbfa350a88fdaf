package io.cartelem.core.sim.elm;

import io.cartelem.core.collect.transport.LinkException;

import java.time.Duration;

/// The change of the serial rate, the same on ELM and STN chips but for its times.
final class BaudSwitch {
    private BaudSwitch() {}

    /// @param name what the chip says at the new rate
    /// @param extra time beyond `ATBRT` to wait for the client's carriage return
    static void attempt(ElmSession session, int baud, String name, Duration extra)
            throws LinkException, InterruptedException {
        ElmState state = session.state();
        Console console = session.console();
        int before = state.baud;
        session.line("OK");
        console.flush();
        rate(session, baud);
        Duration window = Duration.ofMillis(state.baudTimeoutMs);
        session.pause(window);
        session.line(name);
        console.flush();
        // the client's answer comes in real time
        if (console.read(window.plus(extra)) == '\r') {
            session.line("OK");
        } else {
            rate(session, before);
        }
    }

    private static void rate(ElmSession session, int baud) throws LinkException {
        session.state().baud = baud;
        if (session.console().link().hasBaud()) {
            session.console().link().baud(baud);
        }
    }
}
