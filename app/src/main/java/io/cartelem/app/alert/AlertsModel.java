package io.cartelem.app.alert;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.core.alert.Alert;
import io.cartelem.core.alert.AlertEngine;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.util.List;

/// The alerts that are open, the worst first. Looks four times a second.
public final class AlertsModel {
    /// More than these are not read; the worst are shown.
    static final int MOST = 3;

    private static final long LOOK_EVERY_NS = 250_000_000L;
    private static final String WHO = "this computer";

    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final ObservableList<Alert> open = FXCollections.observableArrayList();
    private long lookedNs = Long.MIN_VALUE;

    public AlertsModel(Desk desk, Background background, Notices notices) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
    }

    public void update(Snapshot snapshot) {
        if (lookedNs == Long.MIN_VALUE || snapshot.nowNs() - lookedNs >= LOOK_EVERY_NS) {
            lookedNs = snapshot.nowNs();
            look();
        }
    }

    /// Takes note of an alert; it stays while its cause lasts.
    public void acknowledge(Alert alert) {
        background.perform(
                () -> desk.alerts().ifPresent(engine -> engine.acknowledge(alert.id(), WHO)),
                this::look,
                notices::trouble);
    }

    public ObservableList<Alert> open() {
        return open;
    }

    private void look() {
        List<Alert> now =
                desk.alerts().map(AlertEngine::open).orElse(List.of()).stream()
                        .limit(MOST)
                        .toList();
        if (!now.equals(open)) {
            open.setAll(now);
        }
    }
}
