package io.cartelem.app.devices;

import io.cartelem.app.desk.PortReport;
import io.cartelem.app.fx.Buttons;
import io.cartelem.app.text.Presentation;

import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

import java.util.function.Function;

/// The devices view: every collector in words, every port with what was found on it, what the car
/// says of itself, and the bytes on the wire.
public final class DevicesView extends ScrollPane {
    private final DevicesModel model;
    private final Presentation presentation;

    /// @param connect reads the devices of the settings
    /// @param simulate puts the simulated car in their place
    public DevicesView(
            DevicesModel model,
            SensorsModel sensors,
            DiagnosticsModel diagnostics,
            WireModel wire,
            Presentation presentation,
            Runnable connect,
            Runnable simulate) {
        this.model = model;
        this.presentation = presentation;
        setFitToWidth(true);
        getStyleClass().add("page-scroll");
        Button connecting = button("devices-connect", "mdmz-usb", "menu.connect");
        connecting.setOnAction(e -> connect.run());
        Button simulating = button("devices-simulate", "mdal-directions_car", "menu.simulate");
        simulating.setOnAction(e -> simulate.run());
        Button search = button("devices-search", "mdmz-search", "devices.search");
        search.disableProperty().bind(model.searchingProperty());
        search.setOnAction(e -> model.search());
        HBox tools = new HBox(connecting, simulating, search);
        tools.getStyleClass().add("page-tools");
        VBox collectors = new VBox();
        collectors.getStyleClass().add("device-rows");
        fill(collectors, model.collectors(), this::collector, "devices.none");
        VBox ports = new VBox();
        ports.getStyleClass().add("device-rows");
        fill(ports, model.ports(), this::port, "devices.not_searched");
        model.searchedProperty().addListener((p, old, now) -> refill(ports, "devices.no_ports"));
        model.searchingProperty()
                .addListener(
                        (p, old, now) ->
                                refill(ports, now ? "devices.searching" : "devices.no_ports"));
        VBox content =
                new VBox(
                        tools,
                        head("devices.collectors"),
                        collectors,
                        head("devices.ports"),
                        ports,
                        head("devices.sensors"),
                        new SensorsView(sensors, presentation),
                        head("devices.diagnostics"),
                        new DiagnosticsView(diagnostics, presentation),
                        head("devices.wire"),
                        new WireView(wire, presentation));
        content.getStyleClass().addAll("page", "devices");
        setContent(content);
    }

    private <T> void fill(
            VBox box, ObservableList<T> items, Function<T, Node> row, String emptyKey) {
        Runnable show =
                () -> {
                    box.getChildren().setAll(items.stream().map(row).toList());
                    if (items.isEmpty()) {
                        box.getChildren().setAll(dim(emptyKey));
                    }
                };
        items.addListener((ListChangeListener<T>) change -> show.run());
        show.run();
    }

    private void refill(VBox ports, String emptyKey) {
        if (model.ports().isEmpty()) {
            ports.getChildren().setAll(dim(emptyKey));
        }
    }

    private Node collector(CollectorRow row) {
        Label name = new Label(row.name());
        name.getStyleClass().add("device-name");
        Label words = new Label(row.words());
        words.setGraphic(new FontIcon("mdal-fiber_manual_record"));
        words.getStyleClass().setAll("label", "mood", row.mood().styleClass());
        words.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(name, words);
        head.getStyleClass().add("card-head");
        VBox panel = new VBox(head, wrapped(row.sentence(), "device-sentence"));
        if (!row.details().isEmpty()) {
            panel.getChildren().add(wrapped(row.details(), "device-details"));
        }
        if (!row.error().isEmpty()) {
            panel.getChildren().add(wrapped(row.error(), "refusal"));
        }
        panel.setId("device-" + row.source());
        panel.getStyleClass().add("card-panel");
        return panel;
    }

    private Node port(PortReport port) {
        Label name = new Label(port.port());
        name.getStyleClass().addAll("device-name", "mono");
        name.setMinWidth(Region.USE_PREF_SIZE);
        VBox texts =
                new VBox(
                        wrapped(
                                presentation.texts().sentence(port.sentence()),
                                port.trouble() ? "refusal" : "device-sentence"),
                        wrapped(port.description(), "device-details"));
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox row = new HBox(name, texts);
        row.getStyleClass().addAll("card-panel", "port");
        String source = port.source();
        if (source != null) {
            Button assign =
                    new Button(
                            presentation.text(
                                    "devices.assign", presentation.texts().source(source)));
            assign.setId("assign-" + source);
            assign.getStyleClass().add("accent");
            assign.setMinWidth(Region.USE_PREF_SIZE);
            assign.setOnAction(e -> model.assign(port));
            row.getChildren().add(assign);
        }
        return row;
    }

    private Button button(String id, String icon, String key) {
        return Buttons.worded(id, icon, presentation.text(key));
    }

    private Label head(String key) {
        Label label = new Label(presentation.text(key));
        label.getStyleClass().add("details-head");
        return label;
    }

    private Label dim(String key) {
        return wrapped(presentation.text(key), "dim");
    }

    private static Label wrapped(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
