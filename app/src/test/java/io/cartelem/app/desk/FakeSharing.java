package io.cartelem.app.desk;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Web pages that tests open and close.
public final class FakeSharing implements Sharing {
    public boolean serving;
    public boolean shared;
    public boolean fixed;
    public int streams;
    public int links = 1;
    public @Nullable String refusal;
    public final List<Guest> guests = new ArrayList<>();

    /// A phone that looks on and a tablet that may control.
    public FakeSharing withGuests() {
        guests.add(
                new Guest(
                        "p1",
                        false,
                        "Mobile Safari on iPhone",
                        "192.168.178.31",
                        "2026-11-23T13:58:12Z"));
        guests.add(
                new Guest(
                        "t1",
                        true,
                        "Firefox on Android",
                        "192.168.178.40",
                        "2026-11-22T09:12:00Z"));
        return this;
    }

    @Override
    public synchronized void open() throws IOException {
        String no = refusal;
        if (no != null) {
            throw new IOException(no);
        }
        serving = true;
    }

    @Override
    public synchronized State state() {
        String host = shared ? "192.168.178.20" : "127.0.0.1";
        return serving
                ? new State(
                        true,
                        shared,
                        "http://" + host + ":8000/?token=mWq3kT7bXn0aZ5cR9dVf1" + links,
                        streams,
                        guests)
                : State.OFF;
    }

    @Override
    public synchronized void share(boolean wanted) throws IOException {
        String no = refusal;
        if (no != null) {
            throw new IOException(no);
        }
        shared = wanted || fixed;
    }

    @Override
    public synchronized void renewLink() {
        links++;
    }

    @Override
    public String pin() {
        return "483920";
    }

    @Override
    public synchronized void revoke(String id) {
        guests.removeIf(guest -> guest.id().equals(id));
    }
}
