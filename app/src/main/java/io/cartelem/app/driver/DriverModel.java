package io.cartelem.app.driver;

import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.live.ReadoutModel;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.live.LiveValue;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ValueKind;

import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// The driver's view: the lap being driven and a few values of the car, which are remembered.
public final class DriverModel {
    /// More values are not read from a metre away.
    static final int MOST = 4;

    private static final long EVERY_NS = 100_000_000L;
    private static final String VALUES = "driver.values";
    private static final String USUAL = "gps.speed_kph,obd.RPM,obd.COOLANT_TEMP";

    private final DriveModel drive;
    private final Presentation presentation;
    private final ObservableList<String> chosen = FXCollections.observableArrayList();
    private final ObservableList<ReadoutModel> values = FXCollections.observableArrayList();
    private @Nullable Snapshot latest;
    private long shownNs = Long.MIN_VALUE;

    public DriverModel(DriveModel drive, Presentation presentation, Memory memory) {
        this.drive = drive;
        this.presentation = presentation;
        Arrays.stream(memory.get(VALUES, USUAL).split(","))
                .filter(id -> !id.isBlank())
                .limit(MOST)
                .forEach(chosen::add);
        chosen.addListener(
                (ListChangeListener<String>)
                        change -> {
                            memory.put(VALUES, String.join(",", chosen));
                            showValues();
                        });
        showValues();
    }

    private void showValues() {
        values.setAll(chosen.stream().map(id -> ReadoutModel.ofChannel(id, presentation)).toList());
        Snapshot now = latest;
        if (now != null) {
            values.forEach(value -> value.update(now));
        }
    }

    public void update(Snapshot snapshot) {
        latest = snapshot;
        if (shownNs == Long.MIN_VALUE || snapshot.nowNs() - shownNs >= EVERY_NS) {
            shownNs = snapshot.nowNs();
            values.forEach(value -> value.update(snapshot));
        }
    }

    /// Shows a value or takes it away; nothing happens where there is no more room.
    public void choose(String channelId, boolean on) {
        if (!on) {
            chosen.remove(channelId);
        } else if (!chosen.contains(channelId) && chosen.size() < MOST) {
            chosen.add(channelId);
        }
    }

    public boolean isChosen(String channelId) {
        return chosen.contains(channelId);
    }

    /// Whether another value can be chosen.
    public boolean hasRoom() {
        return chosen.size() < MOST;
    }

    /// The channels that are measured now.
    public List<Channel> channels() {
        Snapshot now = latest;
        return now == null
                ? List.of()
                : now.live().latest().stream()
                        .map(LiveValue::channel)
                        .filter(channel -> channel.kind() == ValueKind.NUMBER)
                        .toList();
    }

    /// The values that are shown.
    public ObservableList<ReadoutModel> values() {
        return values;
    }

    /// The lap being driven.
    public DriveModel drive() {
        return drive;
    }
}
