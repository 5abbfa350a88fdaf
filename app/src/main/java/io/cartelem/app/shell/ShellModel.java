package io.cartelem.app.shell;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SettingsAccess;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.TextSize;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Presentation;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

import java.nio.file.Path;

/// What the window as a whole is about: which page it shows, how it looks, and whether the first
/// choice is still to be made. FX thread.
public final class ShellModel {
    private static final String TEXT_SIZE = "text.size";

    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final Presentation presentation;
    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(Page.LIVE);
    private final ReadOnlyObjectWrapper<Theme> theme;
    private final ObservableValue<Theme> systemTheme;
    private final BooleanProperty choosing;
    private final BooleanProperty driving = new SimpleBooleanProperty();
    private final Memory memory;
    private final DoubleProperty textSize;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper simulated = new ReadOnlyBooleanWrapper();
    private boolean followsSystem;

    /// @param look the theme as the settings name it
    /// @param systemTheme what the system asks for, now and later
    /// @param undecided whether to begin with the first choice
    public ShellModel(
            Desk desk,
            Background background,
            Notices notices,
            Presentation presentation,
            Memory memory,
            String look,
            ObservableValue<Theme> systemTheme,
            boolean undecided) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
        this.memory = memory;
        this.textSize = new SimpleDoubleProperty(memory.number(TEXT_SIZE, 1));
        this.systemTheme = systemTheme;
        this.theme = new ReadOnlyObjectWrapper<>(Theme.of(look, systemTheme.getValue()));
        this.followsSystem = Theme.followsSystem(look);
        systemTheme.addListener((p, old, now) -> follow(now));
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
        followsSystem = false;
        theme.set(theme.get().other());
        String word = theme.get().word();
        background.perform(() -> keepTheme(word), () -> {}, notices::trouble);
    }

    /// Takes on the theme that the settings name now.
    public void look(String name) {
        followsSystem = Theme.followsSystem(name);
        theme.set(Theme.of(name, systemTheme.getValue()));
    }

    /// Makes the text larger (1) or smaller (−1), and remembers it; 0 for the system's size.
    public void resizeText(int direction) {
        textSize.set(direction == 0 ? 1 : TextSize.step(textSize.get(), direction));
        memory.put(TEXT_SIZE, Double.toString(textSize.get()));
    }

    /// The person's factor on the system's text size.
    public ReadOnlyDoubleProperty textSizeProperty() {
        return textSize;
    }

    public ObjectProperty<Page> pageProperty() {
        return page;
    }

    public ReadOnlyObjectProperty<Theme> themeProperty() {
        return theme.getReadOnlyProperty();
    }

    /// Whether the first choice is shown.
    public BooleanProperty choosingProperty() {
        return choosing;
    }

    /// Whether the driver's view covers everything.
    public BooleanProperty drivingProperty() {
        return driving;
    }

    /// Whether a choice is being carried out.
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty simulatedProperty() {
        return simulated.getReadOnlyProperty();
    }

    private void follow(Theme system) {
        if (followsSystem) {
            theme.set(system);
        }
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
