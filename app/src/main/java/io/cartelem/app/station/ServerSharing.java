package io.cartelem.app.station;

import io.cartelem.app.desk.Sharing;
import io.cartelem.server.EmbeddedServer;
import io.cartelem.server.ServerException;

import java.io.IOException;
import java.util.Optional;

/// The station's server as the window sees it. Any thread; opening and sharing take up to a second.
final class ServerSharing implements Sharing {
    private final Station station;

    ServerSharing(Station station) {
        this.station = station;
    }

    @Override
    public synchronized void open() throws IOException {
        if (station.server().isPresent()) {
            return;
        }
        try {
            EmbeddedServer _ = station.serve(false);
        } catch (ServerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public State state() {
        return station.server().map(ServerSharing::state).orElse(State.OFF);
    }

    @Override
    public void share(boolean wanted) throws IOException {
        Optional<EmbeddedServer> server = station.server();
        if (server.isEmpty()) {
            return;
        }
        try {
            server.get().share(wanted);
        } catch (ServerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void renewLink() {
        station.server().ifPresent(EmbeddedServer::renewViewerLink);
    }

    @Override
    public String pin() {
        return station.server().map(EmbeddedServer::operatorPin).orElse("");
    }

    @Override
    public void revoke(String id) {
        station.server().ifPresent(server -> server.revoke(id));
    }

    private static State state(EmbeddedServer server) {
        return new State(
                true,
                server.isShared(),
                server.viewerLink().toString(),
                server.streamClients(),
                server.devices().stream().map(ServerSharing::guest).toList());
    }

    private static Guest guest(EmbeddedServer.Device device) {
        return new Guest(
                device.id(),
                device.role().equals("operator"),
                device.label(),
                device.address(),
                device.lastSeen());
    }
}
