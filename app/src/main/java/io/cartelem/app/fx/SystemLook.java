package io.cartelem.app.fx;

import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableMap;

/// The look that the computer's own settings ask for, as they are at this moment: a light desktop
/// has the sunlight theme, a dark one the dark theme. Where the system says nothing, dark. FX
/// thread.
public final class SystemLook implements AutoCloseable {
    private final ObservableMap<String, Object> said;
    private final ObservableValue<ColorScheme> scheme;
    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>(Theme.DARK);
    private final InvalidationListener listener = changed -> look();

    /// @param said all that the system says about its look, empty where it says nothing
    SystemLook(ObservableMap<String, Object> said, ObservableValue<ColorScheme> scheme) {
        this.said = said;
        this.scheme = scheme;
        said.addListener(listener);
        scheme.addListener(listener);
        look();
    }

    /// What this computer asks for; the toolkit runs already.
    public static SystemLook ofPlatform() {
        Platform.Preferences preferences = Platform.getPreferences();
        return new SystemLook(preferences, preferences.colorSchemeProperty());
    }

    public ReadOnlyObjectProperty<Theme> themeProperty() {
        return theme.getReadOnlyProperty();
    }

    @Override
    public void close() {
        said.removeListener(listener);
        scheme.removeListener(listener);
    }

    private void look() {
        boolean light = !said.isEmpty() && scheme.getValue() == ColorScheme.LIGHT;
        theme.set(light ? Theme.SUNLIGHT : Theme.DARK);
    }
}
