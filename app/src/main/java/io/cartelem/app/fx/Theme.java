package io.cartelem.app.fx;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;

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

    private static boolean fontsLoaded;

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

    /// Loads the fonts that ship with the application, unless that was done. FX thread, before the
    /// first scene.
    public static void loadFonts() {
        if (fontsLoaded) {
            return;
        }
        fontsLoaded = true;
        for (String font : FONTS) {
            javafx.scene.text.Font.loadFont(resource("fonts/" + font + ".woff"), 14);
        }
    }

    /// Dresses a few controls that are never shown, so that fonts, style sheets and skins are there
    /// when the window is built. FX thread.
    ///
    /// @return what keeps the style sheets from being forgotten
    static Scene rehearse() {
        loadFonts();
        VBox root =
                new VBox(
                        new MenuBar(new Menu("m", null, new MenuItem("i"))),
                        new Label("l"),
                        new Button("b"),
                        new ToggleButton("t"),
                        new TextField("f"));
        Scene scene = new Scene(root);
        DARK.apply(scene);
        root.applyCss();
        root.layout();
        return scene;
    }

    private static String resource(String path) {
        return Objects.requireNonNull(
                        Theme.class.getResource("/io/cartelem/app/" + path),
                        () -> "the resource " + path + " is missing from the application")
                .toExternalForm();
    }
}
