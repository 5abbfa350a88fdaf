package io.cartelem.app.shell;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SettingsAccess;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Presentation;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

import java.nio.file.Path;

/// What the window as a whole is about: which page it shows, how it looks, and whether the first
/// choice is still to be made. FX thread.
public final class ShellModel {
    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final Presentation presentation;
    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(Page.LIVE);
    private final ObjectProperty<Theme> theme;
    private final BooleanProperty choosing;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper simulated = new ReadOnlyBooleanWrapper();

    /// @param undecided whether to begin with the first choice
    public ShellModel(
            Desk desk,
            Background background,
            Notices notices,
            Presentation presentation,
            Theme theme,
            boolean undecided) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
        this.theme = new SimpleObjectProperty<>(theme);
        this.choosing = new SimpleBooleanProperty(undecided);
    }

    public void update(Snapshot snapshot) {
        simulated.set(snapshot.simulated());
    }

    /// Reads the devices of the settings.
    public void connectDevices() {
        choose(desk::connectDevices, "notice.connecting");
    }

    /// Puts the simulated car in the place of the devices.
    public void simulate() {
        choose(desk::simulate, "notice.simulating");
    }

    /// Opens another database and shows its sessions.
    public void openRecording(Path file) {
        choose(
                () -> desk.openRecording(file),
                "notice.opened",
                () -> page.set(Page.SESSIONS),
                file.getFileName());
    }

    /// Changes the look, and remembers it.
    public void switchTheme() {
        theme.set(theme.get().other());
        String word = theme.get().word();
        background.perform(() -> keepTheme(word), () -> {}, notices::trouble);
    }

    public ObjectProperty<Page> pageProperty() {
        return page;
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /// Whether the first choice is shown.
    public BooleanProperty choosingProperty() {
        return choosing;
    }

    /// Whether a choice is being carried out.
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty simulatedProperty() {
        return simulated.getReadOnlyProperty();
    }

    private void keepTheme(String word) {
        if (desk.settings().set("THEME", word) instanceof SettingsAccess.Refused refused) {
            background.onWindow(() -> notices.trouble(refused.sentence()));
        }
    }

    private void choose(Runnable choice, String said) {
        choose(choice, said, () -> page.set(Page.LIVE));
    }

    private void choose(Runnable choice, String said, Runnable then, Object... values) {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        background.perform(
                choice,
                () -> {
                    busy.set(false);
                    choosing.set(false);
                    notices.done(presentation.text(said, values));
                    then.run();
                },
                failure -> {
                    busy.set(false);
                    notices.trouble(failure);
                });
    }
}
