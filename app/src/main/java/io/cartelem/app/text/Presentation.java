package io.cartelem.app.text;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How things are said and measured for this person. The language is fixed at the start; the units
/// may change while the window is open. FX thread.
public final class Presentation {
    private final Texts texts;
    private final ObjectProperty<Units> units;

    public Presentation(Texts texts, Units units) {
        this.texts = texts;
        this.units = new SimpleObjectProperty<>(this, "units", units);
    }

    public Texts texts() {
        return texts;
    }

    public Units units() {
        return units.get();
    }

    public ObjectProperty<Units> unitsProperty() {
        return units;
    }

    /// Shorthand for the text of `key`.
    public String text(String key, Object... values) {
        return texts.get(key, values);
    }
}
