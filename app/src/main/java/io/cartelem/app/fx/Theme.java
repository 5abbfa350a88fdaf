package io.cartelem.app.fx;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

import javafx.application.Application;
import javafx.scene.Scene;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The two looks of the window.
public enum Theme {
    DARK("dark"),
    /// Black on white with strong lines, for a screen in the sun.
    SUNLIGHT("sunlight");

    private static final String[] FONTS = {
        "Inter-400", "Inter-600", "Inter-700",
        "JetBrainsMono-400", "JetBrainsMono-600", "JetBrainsMono-700"
    };

    private final String styleClass;

    Theme(String styleClass) {
        this.styleClass = styleClass;
    }

    /// The theme named in the settings (`dark`, `light` or `sunlight`), dark for anything else.
    ///
    /// @param system what `system` stands for at this moment
    public static Theme of(String name, Theme system) {
        return switch (word(name)) {
            case "sunlight", "light" -> SUNLIGHT;
            case "system" -> system;
            default -> DARK;
        };
    }

    /// Whether the setting leaves it to the system.
    public static boolean followsSystem(String name) {
        return word(name).equals("system");
    }

    private static String word(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    public Theme other() {
        return this == DARK ? SUNLIGHT : DARK;
    }

    /// The word for it in the settings.
    public String word() {
        return styleClass;
    }

    /// Dresses the whole application and `scene` in it.
    public void apply(Scene scene) {
        Application.setUserAgentStylesheet(
                switch (this) {
                    case DARK -> new PrimerDark().getUserAgentStylesheet();
                    case SUNLIGHT -> new PrimerLight().getUserAgentStylesheet();
                });
        dress(scene);
    }

    /// Dresses `scene` alone, for a picture of it; controls keep the colours of the application.
    public void dress(Scene scene) {
        scene.getStylesheets().setAll(resource("theme/cartelem.css"));
        List<String> classes = scene.getRoot().getStyleClass();
        for (Theme theme : values()) {
            classes.remove(theme.styleClass);
        }
        classes.add(styleClass);
    }

    /// Loads the fonts that ship with the application; call once before the first scene.
    public static void loadFonts() {
        for (String font : FONTS) {
            javafx.scene.text.Font.loadFont(resource("fonts/" + font + ".woff"), 14);
        }
    }

    private static String resource(String path) {
        return Objects.requireNonNull(
                        Theme.class.getResource("/io/cartelem/app/" + path),
                        () -> "the resource " + path + " is missing from the application")
                .toExternalForm();
    }
}
