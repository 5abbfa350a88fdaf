package io.cartelem.core.obd.adapter;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.DialogueLink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A serial line to a scripted adapter that talks at one baud rate and understands nothing at any
/// other. It may switch its rate as `ATBRD` and `STBR` do.
class SerialDialogue implements ByteLink {
    private final DialogueLink adapter;
    private final int slow;
    private final boolean followsThrough;
    private int adapterBaud;
    private int hostBaud;
    private boolean offered;

    /// @param followsThrough whether the adapter's new rate works
    SerialDialogue(DialogueLink adapter, int adapterBaud, int hostBaud, boolean followsThrough) {
        this.adapter = adapter;
        this.slow = adapterBaud;
        this.adapterBaud = adapterBaud;
        this.hostBaud = hostBaud;
        this.followsThrough = followsThrough;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        return adapter.read(buffer, offset, length, timeout);
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (offered) {
            offered = false;
            if (bytes.length == 1 && hostBaud == adapterBaud && followsThrough) {
                adapter.say("OK\r\r>");
            } else {
                adapterBaud = slow;
                adapter.say("\r>");
            }
        } else if (hostBaud != adapterBaud) {
            adapter.say("\u0000\u00fe\u0081");
        } else if (text.equals("ATBRD23") || text.equals("STBR115200")) {
            adapter.say("OK\r");
            adapterBaud = 115_200;
            offered = true;
        } else {
            adapter.write(bytes);
        }
    }

    @Override
    public boolean hasBaud() {
        return true;
    }

    @Override
    public int baud() {
        return hostBaud;
    }

    @Override
    public void baud(int baud) {
        hostBaud = baud;
        if (offered && baud == adapterBaud) {
            adapter.say(followsThrough ? "ELM327 v1.5\r" : "\u00e0\u00fe\u0000\u0081");
        }
    }

    @Override
    public String address() {
        return "/dev/ttyTEST";
    }

    @Override
    public void close() {
        adapter.close();
    }
}
