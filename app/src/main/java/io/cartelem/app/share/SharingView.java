package io.cartelem.app.share;

import io.cartelem.app.desk.Sharing.Guest;
import io.cartelem.app.desk.Sharing.State;
import io.cartelem.app.fx.Buttons;
import io.cartelem.app.text.Presentation;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

import java.util.List;

/// The sharing page: the switch, the way in as code and link, the PIN, and who may come in.
public final class SharingView extends ScrollPane {
    private static final double CODE_EDGE = 264;

    private final SharingModel model;
    private final Presentation presentation;
    private final VBox guests = new VBox();
    private List<Guest> shownGuests = List.of();

    public SharingView(SharingModel model, Presentation presentation) {
        this.model = model;
        this.presentation = presentation;
        setFitToWidth(true);
        getStyleClass().add("page-scroll");
        guests.getStyleClass().add("device-rows");
        guests.setId("share-guests");
        VBox content =
                new VBox(
                        switches(),
                        wayIn(),
                        head("share.pin_head"),
                        pin(),
                        head("share.guests"),
                        guests);
        content.getStyleClass().addAll("page", "devices");
        setContent(content);
        model.stateProperty().addListener((p, old, now) -> showGuests(now.guests()));
        guests.getChildren().add(wrapped(presentation.text("share.no_guests"), "dim"));
        showGuests(model.stateProperty().get().guests());
    }

    private Node switches() {
        Button start = button("share-on", "mdmz-share", "share.start");
        start.getStyleClass().add("accent");
        start.setOnAction(e -> model.share(true));
        Button stop = button("share-stop", "mdal-block", "share.stop");
        stop.setOnAction(e -> model.share(false));
        Button again = button("share-again", "mdmz-refresh", "share.again");
        again.setOnAction(e -> model.open());
        Runnable show =
                () -> {
                    State state = model.stateProperty().get();
                    visible(start, state.serving() && !state.shared());
                    visible(stop, state.serving() && state.shared());
                    visible(again, !state.serving());
                };
        model.stateProperty().addListener((p, old, now) -> show.run());
        show.run();
        Label sentence = wrapped("", "device-sentence");
        sentence.setId("share-sentence");
        sentence.textProperty().bind(model.sentenceProperty());
        HBox.setHgrow(sentence, Priority.ALWAYS);
        HBox tools = new HBox(start, stop, again, sentence);
        tools.getStyleClass().add("page-tools");
        return tools;
    }

    private Node wayIn() {
        QrCode code = new QrCode(CODE_EDGE);
        code.setId("share-code");
        code.setAccessibleText(presentation.text("share.code"));
        TextField link = readOnly("share-link");
        link.setAccessibleText(presentation.text("share.link"));
        Button copy = button("share-copy", "mdal-content_copy", "share.copy");
        copy.setOnAction(
                e -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(link.getText());
                    Clipboard.getSystemClipboard().setContent(content);
                });
        Button renew = button("share-renew", "mdal-autorenew", "share.renew");
        renew.setOnAction(e -> model.renewLink());
        HBox buttons = new HBox(copy, renew);
        buttons.getStyleClass().add("row-tools");
        VBox texts =
                new VBox(
                        wrapped(presentation.text("share.how"), "device-sentence"),
                        link,
                        buttons,
                        wrapped(presentation.text("share.renew_why"), "device-details"));
        texts.getStyleClass().add("share-texts");
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox card = new HBox(code, texts);
        card.getStyleClass().addAll("card-panel", "share-card");
        Runnable show =
                () -> {
                    State state = model.stateProperty().get();
                    visible(card, state.shared());
                    code.show(state.shared() ? state.link() : "");
                    if (!link.getText().equals(state.link())) {
                        link.setText(state.link());
                    }
                };
        model.stateProperty().addListener((p, old, now) -> show.run());
        show.run();
        return card;
    }

    private Node pin() {
        ToggleButton reveal = new ToggleButton(presentation.text("share.show_pin"));
        reveal.setId("share-show-pin");
        reveal.setGraphic(new FontIcon("mdmz-visibility"));
        reveal.setMinWidth(Region.USE_PREF_SIZE);
        reveal.setOnAction(e -> model.showPin(reveal.isSelected()));
        reveal.disableProperty().bind(model.stateProperty().map(state -> !state.serving()));
        TextField pin = readOnly("share-pin");
        pin.setAccessibleText(presentation.text("share.pin_head"));
        pin.textProperty().bind(model.pinProperty());
        pin.getStyleClass().add("pin");
        pin.visibleProperty().bind(model.pinProperty().isNotEmpty());
        pin.managedProperty().bind(pin.visibleProperty());
        Label why = wrapped(presentation.text("share.pin_why"), "device-details");
        HBox.setHgrow(why, Priority.ALWAYS);
        HBox row = new HBox(reveal, pin, why);
        row.getStyleClass().addAll("card-panel", "port");
        // who leaves the page does not leave the PIN on it
        sceneProperty()
                .addListener(
                        (p, old, now) -> {
                            if (now == null) {
                                reveal.setSelected(false);
                                model.showPin(false);
                            }
                        });
        return row;
    }

    private void showGuests(List<Guest> now) {
        if (now.equals(shownGuests)) {
            return;
        }
        shownGuests = now;
        guests.getChildren().setAll(now.stream().map(this::guest).toList());
        if (now.isEmpty()) {
            guests.getChildren().add(wrapped(presentation.text("share.no_guests"), "dim"));
        }
    }

    private Node guest(Guest guest) {
        VBox texts =
                new VBox(
                        wrapped(guest.label(), "device-sentence"),
                        wrapped(model.details(guest), "device-details"));
        HBox.setHgrow(texts, Priority.ALWAYS);
        Button revoke = new Button(presentation.text("share.revoke"));
        revoke.setId("revoke-" + guest.id());
        revoke.setMinWidth(Region.USE_PREF_SIZE);
        revoke.disableProperty().bind(model.busyProperty());
        revoke.setOnAction(e -> model.revoke(guest));
        HBox row = new HBox(new FontIcon(icon(guest)), texts, revoke);
        row.getStyleClass().addAll("card-panel", "port");
        return row;
    }

    private static String icon(Guest guest) {
        return guest.operator() ? "mdmz-vpn_key" : "mdmz-visibility";
    }

    private Button button(String id, String icon, String key) {
        Button button = Buttons.worded(id, icon, presentation.text(key));
        button.disableProperty().bind(model.busyProperty());
        return button;
    }

    private Label head(String key) {
        Label label = new Label(presentation.text(key));
        label.getStyleClass().add("details-head");
        return label;
    }

    private static TextField readOnly(String id) {
        TextField field = new TextField();
        field.setId(id);
        field.setEditable(false);
        field.getStyleClass().add("mono");
        return field;
    }

    private static Label wrapped(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static void visible(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
