package io.cartelem.app.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.application.ColorScheme;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;

import org.junit.jupiter.api.Test;

class SystemLookTest {
    private final ObservableMap<String, Object> said = FXCollections.observableHashMap();
    private final ObjectProperty<ColorScheme> scheme =
            new SimpleObjectProperty<>(ColorScheme.LIGHT);

    @Test
    void isDarkWhereTheSystemSaysNothing() {
        try (SystemLook look = new SystemLook(said, scheme)) {
            assertEquals(Theme.DARK, look.themeProperty().get());
        }
    }

    @Test
    void followsTheSystemAtOnce() {
        try (SystemLook look = new SystemLook(said, scheme)) {
            said.put("GTK.theme_name", "Adwaita");
            assertEquals(Theme.SUNLIGHT, look.themeProperty().get());
            scheme.set(ColorScheme.DARK);
            assertEquals(Theme.DARK, look.themeProperty().get());
            scheme.set(ColorScheme.LIGHT);
            assertEquals(Theme.SUNLIGHT, look.themeProperty().get());
        }
    }

    @Test
    void listensNoMoreOnceClosed() {
        SystemLook look = new SystemLook(said, scheme);
        look.close();
        said.put("GTK.theme_name", "Adwaita");
        assertEquals(Theme.DARK, look.themeProperty().get());
    }

    @Test
    void thisToolkitAnswersWithoutAScreen() {
        Theme said =
                Toolkit.call(
                        () -> {
                            try (SystemLook look = SystemLook.ofPlatform()) {
                                return look.themeProperty().get();
                            }
                        });
        assertEquals(Theme.DARK, said);
    }
}
