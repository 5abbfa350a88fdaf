package io.cartelem.app.chart;

import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import java.util.List;
import java.util.function.ObjIntConsumer;

/// Every channel that can be charted, beside the charts. A channel is dragged onto a chart; by
/// keyboard Enter puts it into the chart used last, or takes it out, and a digit does that with the
/// chart of that number. FX thread.
final class ChannelList extends VBox {
    private static final long LOOK_EVERY_NS = 500_000_000L;

    private final ChartsModel model;
    private final Presentation presentation;
    private final ListView<Channel> list = new ListView<>();
    private final ObjIntConsumer<String> choose;
    private long lookedNs = Long.MIN_VALUE;

    /// @param choose puts a channel into a chart or takes it out; the number is the chart's, from
    ///   0, or −1 for the one used last
    ChannelList(ChartsModel model, ObjIntConsumer<String> choose) {
        this.model = model;
        this.presentation = model.presentation();
        this.choose = choose;
        getStyleClass().add("channel-list");
        list.setId("channels");
        list.setAccessibleText(presentation.text("chart.list_accessible"));
        list.setCellFactory(view -> new Row());
        list.setMinHeight(0);
        Label none = new Label(presentation.text("chart.no_channels"));
        none.setWrapText(true);
        none.getStyleClass().add("dim");
        list.setPlaceholder(none);
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        Label hint = new Label(presentation.text("chart.list_hint"));
        hint.getStyleClass().add("dim");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(list, hint);
    }

    /// Takes up channels that came or went; once a frame.
    void refresh(long nowNs) {
        if (lookedNs != Long.MIN_VALUE && nowNs - lookedNs < LOOK_EVERY_NS) {
            return;
        }
        lookedNs = nowNs;
        List<Channel> now = model.choices();
        if (!now.equals(list.getItems())) {
            Channel selected = list.getSelectionModel().getSelectedItem();
            list.getItems().setAll(now);
            list.getSelectionModel().select(selected);
        }
    }

    private void key(KeyEvent event) {
        Channel channel = list.getSelectionModel().getSelectedItem();
        String digit = event.getText();
        boolean numbered = digit.length() == 1 && digit.charAt(0) >= '1' && digit.charAt(0) <= '8';
        if (channel == null || event.isShortcutDown()) {
            return;
        }
        if (event.getCode() == KeyCode.ENTER || numbered) {
            choose.accept(channel.id(), numbered ? digit.charAt(0) - '1' : -1);
            event.consume();
        }
    }

    private final class Row extends ListCell<Channel> {
        Row() {
            setOnDragDetected(
                    e -> {
                        Channel channel = getItem();
                        if (channel != null) {
                            ChannelDrag.begin(e, this, channel.id());
                        }
                    });
        }

        @Override
        protected void updateItem(Channel channel, boolean empty) {
            super.updateItem(channel, empty);
            setText(empty || channel == null ? "" : words(channel));
        }

        private String words(Channel channel) {
            String unit = presentation.units().measure(channel.unit()).symbol();
            return presentation.texts().source(channel.source())
                    + "  "
                    + presentation.texts().channel(channel)
                    + (unit.isEmpty() ? "" : "  [" + unit + "]");
        }
    }
}
