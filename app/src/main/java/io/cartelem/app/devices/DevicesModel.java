package io.cartelem.app.devices;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.PortReport;
import io.cartelem.app.desk.SettingsAccess.Effect;
import io.cartelem.app.desk.SettingsAccess.Kept;
import io.cartelem.app.desk.SettingsAccess.Outcome;
import io.cartelem.app.desk.SettingsAccess.Refused;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.CollectorWords;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Mood;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.mesh.RadioStatus;
import io.cartelem.core.mesh.pack.RadioChannel;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The collectors and ports. FX thread.
public final class DevicesModel {
    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final Presentation presentation;
    private final ObservableList<CollectorRow> collectors = FXCollections.observableArrayList();
    private final ObservableList<PortReport> ports = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper searched = new ReadOnlyBooleanWrapper();
    private List<CollectorState> shown = List.of();
    private Optional<RadioStatus> radio = Optional.empty();

    public DevicesModel(
            Desk desk, Background background, Notices notices, Presentation presentation) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
    }

    public void update(Snapshot snapshot) {
        Optional<RadioStatus> radioNow = desk.radio();
        if (!snapshot.collectors().equals(shown) || !radioNow.equals(radio)) {
            shown = List.copyOf(snapshot.collectors());
            radio = radioNow;
            collectors.setAll(shown.stream().map(this::row).toList());
        }
    }

    /// Tries every port.
    public void search() {
        if (searching.get()) {
            return;
        }
        searching.set(true);
        background.<List<PortReport>>run(
                desk::ports,
                found -> {
                    searching.set(false);
                    searched.set(true);
                    ports.setAll(found);
                },
                failure -> {
                    searching.set(false);
                    notices.trouble(failure);
                });
    }

    /// Uses a port for the source that answered on it, from now on.
    public void assign(PortReport port) {
        String source = port.source();
        if (source == null) {
            return;
        }
        background.<Outcome>run(
                () -> {
                    boolean elsewhere =
                            desk.undecided()
                                    || desk.collectors().stream()
                                            .anyMatch(CollectorState::simulated);
                    Outcome outcome = desk.settings().set(PortReport.setting(source), port.port());
                    boolean now = outcome instanceof Kept kept && kept.effect() == Effect.NOW;
                    if (now && elsewhere) {
                        desk.connectDevices();
                    }
                    return outcome;
                },
                outcome -> {
                    switch (outcome) {
                        case Refused refused -> notices.trouble(refused.sentence());
                        case Kept kept -> notices.done(words(kept, port.port(), source));
                    }
                },
                notices::trouble);
    }

    private String words(Kept kept, String port, String source) {
        return presentation.text(
                kept.effect() == Effect.NOW ? "devices.assigned" : "devices.assigned_later",
                port,
                presentation.texts().source(source));
    }

    public ObservableList<CollectorRow> collectors() {
        return collectors;
    }

    public ObservableList<PortReport> ports() {
        return ports;
    }

    public ReadOnlyBooleanProperty searchingProperty() {
        return searching.getReadOnlyProperty();
    }

    /// Whether the ports were searched once.
    public ReadOnlyBooleanProperty searchedProperty() {
        return searched.getReadOnlyProperty();
    }

    private CollectorRow row(CollectorState state) {
        List<String> details = new ArrayList<>();
        if (!state.address().isEmpty()) {
            details.add(state.address());
        }
        String device = state.device();
        if (device != null) {
            details.add(device);
        }
        if (state.rejected() > 0) {
            details.add(presentation.text("devices.rejected", Format.count(state.rejected())));
        }
        String trouble = CollectorWords.lastError(state, presentation.texts());
        Optional<RadioStatus> ofRadio =
                radio.filter(status -> state.source().equals(RadioChannel.SOURCE));
        if (ofRadio.isPresent()) {
            details.addAll(RadioWords.details(ofRadio.get(), presentation));
            trouble = RadioWords.warnings(ofRadio.get(), presentation, trouble);
        }
        return new CollectorRow(
                state.source(),
                presentation.texts().source(state.source()),
                Mood.of(state.phase()),
                CollectorWords.brief(state, presentation.texts()),
                CollectorWords.sentence(state, presentation.texts()),
                String.join("   ·   ", details),
                trouble);
    }
}
