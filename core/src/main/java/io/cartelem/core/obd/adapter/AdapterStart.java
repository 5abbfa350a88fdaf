package io.cartelem.core.obd.adapter;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.elm.ElmPort;
import io.cartelem.core.obd.elm.ElmReply;
import io.cartelem.core.obd.elm.ElmTimeouts;

import java.util.LinkedHashSet;
import java.util.List;

/// Wakes an adapter, finds its baud rate, puts it into the state that the rest expects, and asks
/// who it is. `ATZ` and `ATTP A0` are never sent: some clones lock up on them or drop their
/// Bluetooth connection.
public final class AdapterStart {
    /// Rates at which adapters talk, commonest first.
    public static final List<Integer> BAUD_RATES =
            List.of(38_400, 9_600, 230_400, 115_200, 57_600, 500_000);

    private static final int WAKE_ATTEMPTS = 2;

    private AdapterStart() {}

    /// Finds the adapter on an open link and makes it ready.
    ///
    /// @param raiseBaud whether a slow serial link may be raised
    /// @throws LinkException SILENT when nothing answers like an ELM327
    public static Adapter start(
            ElmPort port, ElmTimeouts timeouts, AdapterMemory memory, boolean raiseBaud)
            throws LinkException, InterruptedException, AdapterRestartedException {
        if (!find(port, timeouts)) {
            throw new LinkException(
                    LinkException.Reason.SILENT,
                    ("Nothing on %s answers like an ELM327 adapter; is it plugged into the car, and"
                                    + " is this the right port?")
                            .formatted(port.link().address()));
        }
        Adapter adapter = new Adapter(port, timeouts, memory);
        restart(port, timeouts);
        for (String setting : List.of("ATE0", "ATL0", "ATS0")) {
            adapter.set(setting);
        }
        String elm = adapter.ask("ATI");
        String stn = adapter.ask("STI");
        String name = elm.isEmpty() ? "ELM327 without a name" : elm;
        adapter.identify(stn.isEmpty() ? name : name + " · " + stn);
        if (raiseBaud) {
            BaudRaiser.raise(adapter, !stn.isEmpty());
        }
        return adapter;
    }

    /// Wakes whatever is there, at each usual baud rate where the link has one, and leaves the link
    /// at the rate that works.
    static boolean find(ElmPort port, ElmTimeouts timeouts)
            throws LinkException, InterruptedException {
        ByteLink link = port.link();
        if (!link.hasBaud()) {
            return answers(port, timeouts);
        }
        LinkedHashSet<Integer> rates = new LinkedHashSet<>();
        rates.add(link.baud());
        rates.addAll(BAUD_RATES);
        for (int rate : rates) {
            if (link.baud() != rate) {
                link.baud(rate);
            }
            if (answers(port, timeouts)) {
                return true;
            }
        }
        return false;
    }

    /// A prompt alone may be noise of a wrong baud rate; `ATE0` must be agreed to as well.
    private static boolean answers(ElmPort port, ElmTimeouts timeouts)
            throws LinkException, InterruptedException {
        for (int attempt = 0; attempt < WAKE_ATTEMPTS; attempt++) {
            if (port.wake(timeouts.wake()).prompted()) {
                port.unasked();
                ElmReply reply = port.exchange("ATE0", timeouts.command());
                if (reply.ok()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Forgets what another program may have set. Whoever does not know the warm start knows the
    /// defaults; whoever knows neither is as it is.
    private static void restart(ElmPort port, ElmTimeouts timeouts)
            throws LinkException, InterruptedException {
        for (String command : List.of("ATWS", "ATD")) {
            ElmReply reply = port.exchange(command, timeouts.restart());
            if (!reply.prompted()) {
                port.resync(timeouts.resync());
            } else if (!reply.unknown()) {
                break;
            }
        }
        port.unasked();
    }
}
