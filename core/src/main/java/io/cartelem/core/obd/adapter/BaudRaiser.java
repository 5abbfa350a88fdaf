package io.cartelem.core.obd.adapter;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.elm.ElmPort;

import java.nio.charset.StandardCharsets;

/// Raises the baud rate of a serial link together with the adapter's (`ATBRD`, on STN chips
/// `STBR`).
///
/// The adapter agrees at the old rate, tells its name at the new one, and waits 75 ms for a
/// carriage return there. Whatever goes wrong, it falls back to the old rate by itself, and so does
/// the link. That carriage return is the only empty line ever sent: here it repeats nothing.
final class BaudRaiser {
    private static final int TARGET = 115_200;

    /// `ATBRD` counts in 4,000,000 / divisor; 35 makes 114,286, near enough to 115,200.
    private static final String ELM_COMMAND = "ATBRD23";

    private static final String STN_COMMAND = "STBR115200";
    private static final byte[] CONFIRM = {'\r'};

    private BaudRaiser() {}

    /// Raises where the link is slow and this adapter is not known to fail at it.
    static void raise(Adapter adapter, boolean stn)
            throws LinkException, InterruptedException, AdapterRestartedException {
        ByteLink link = adapter.port().link();
        boolean hopeless = adapter.profile().raisedBaud() < 0;
        if (!link.hasBaud() || link.baud() >= TARGET || hopeless) {
            return;
        }
        boolean raised = attempt(adapter, stn ? STN_COMMAND : ELM_COMMAND);
        adapter.learn(adapter.profile().withRaisedBaud(raised ? TARGET : -1));
    }

    private static boolean attempt(Adapter adapter, String command)
            throws LinkException, InterruptedException, AdapterRestartedException {
        ElmPort port = adapter.port();
        ByteLink link = port.link();
        int before = link.baud();
        byte[] line = (command + "\r").getBytes(StandardCharsets.US_ASCII);
        String agreed = port.raw(line, "OK\r", adapter.timeouts().baudReply());
        if (!agreed.contains("OK")) {
            settle(adapter);
            return false;
        }
        link.baud(TARGET);
        String name = port.raw(new byte[0], "\r", adapter.timeouts().baudReply());
        if (isText(name)) {
            String prompt = port.raw(CONFIRM, ">", adapter.timeouts().baudReply());
            port.unasked();
            if (prompt.contains(">") && !adapter.ask("ATI").isEmpty()) {
                return true;
            }
        }
        link.baud(before);
        settle(adapter);
        return false;
    }

    /// Waits until the adapter has fallen back, and reads to its prompt.
    private static void settle(Adapter adapter) throws LinkException, InterruptedException {
        adapter.port().raw(new byte[0], ">", adapter.timeouts().baudReply());
        adapter.port().wake(adapter.timeouts().wake());
        adapter.port().unasked();
    }

    /// At a wrong rate the name comes as garbage.
    private static boolean isText(String name) {
        long readable = name.chars().filter(c -> c >= ' ' && c < 0x7F).count();
        return readable >= 4 && name.chars().allMatch(c -> c < 0x7F);
    }
}
