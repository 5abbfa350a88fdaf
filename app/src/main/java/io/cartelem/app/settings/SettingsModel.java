package io.cartelem.app.settings;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Setting;
import io.cartelem.app.desk.SettingsAccess.Effect;
import io.cartelem.app.desk.SettingsAccess.Kept;
import io.cartelem.app.desk.SettingsAccess.Outcome;
import io.cartelem.app.desk.SettingsAccess.Refused;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// The settings, and what was refused. FX thread.
public final class SettingsModel {
    private static final Map<String, String> GROUPS =
            Map.ofEntries(
                    Map.entry("DATABASE_URL", "recording"),
                    Map.entry("DATA_DIR", "recording"),
                    Map.entry("SYNC", "recording"),
                    Map.entry("FRAME_INTERVAL_S", "recording"),
                    Map.entry("AUTO_RECORD_KPH", "recording"),
                    Map.entry("RAW_CAPTURE", "recording"),
                    Map.entry("ALERT_SOUND", "window"),
                    Map.entry("HOST", "web"),
                    Map.entry("PORT", "web"),
                    Map.entry("OPERATOR_PIN", "web"),
                    Map.entry("PUBLIC_HOSTS", "web"),
                    Map.entry("TRUSTED_PROXIES", "web"),
                    Map.entry("TLS", "web"),
                    Map.entry("TLS_CERT", "web"),
                    Map.entry("TLS_KEY", "web"),
                    Map.entry("LANGUAGE", "window"),
                    Map.entry("UNITS", "window"),
                    Map.entry("THEME", "window"));

    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final Presentation presentation;
    private BiConsumer<String, String> changed = (key, value) -> {};
    private final ObservableList<Setting> settings = FXCollections.observableArrayList();
    private final ObservableMap<String, String> refusals = FXCollections.observableHashMap();

    public SettingsModel(
            Desk desk, Background background, Notices notices, Presentation presentation) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
    }

    /// @param listener hears key and value of what was kept, to let it take effect
    public void onChange(BiConsumer<String, String> listener) {
        changed = listener;
    }

    public void refresh() {
        background.<List<Setting>>run(() -> desk.settings().all(), this::show, notices::trouble);
    }

    /// Checks and keeps a value; a refusal appears beside the setting.
    public void set(Setting setting, String value) {
        String wanted = value.strip();
        if (wanted.equals(setting.value()) && setting.problem() == null) {
            refusals.remove(setting.key());
            return;
        }
        background.<Outcome>run(
                () -> desk.settings().set(setting.key(), wanted),
                outcome -> {
                    switch (outcome) {
                        case Refused refused ->
                                refusals.put(setting.key(), words(refused.sentence()));
                        case Kept kept -> kept(setting, wanted, kept.effect());
                    }
                },
                notices::trouble);
    }

    private void kept(Setting setting, String value, Effect effect) {
        refusals.remove(setting.key());
        String said =
                switch (effect) {
                    case NOW -> "settings.kept";
                    case AFTER_RECORDING -> "settings.kept_later";
                    case AT_NEXT_START -> "settings.kept_restart";
                };
        notices.done(presentation.text(said, setting.key()));
        changed.accept(setting.key(), value);
        refresh();
    }

    public ObservableList<Setting> settings() {
        return settings;
    }

    /// Why the last value of a key was refused, by key.
    public ObservableMap<String, String> refusals() {
        return refusals;
    }

    /// Where a value comes from.
    public String origin(Setting setting) {
        return words(setting.origin());
    }

    private String words(String english) {
        return presentation.texts().sentence(english);
    }

    /// The heading under which a setting stands.
    public String group(Setting setting) {
        String key = setting.key();
        String group =
                key.startsWith("OBD_")
                        ? "obd"
                        : key.startsWith("GPS_")
                                ? "gps"
                                : key.startsWith("MESHTASTIC_")
                                        ? "radio"
                                        : key.startsWith("TILES_") ? "map" : GROUPS.get(key);
        return presentation.text("settings.group." + (group == null ? "more" : group));
    }

    /// What a setting is for, in a sentence.
    public String meaning(Setting setting) {
        return presentation.texts().getOr("setting." + setting.key(), "");
    }

    private void show(List<Setting> all) {
        if (!all.equals(settings)) {
            settings.setAll(all);
        }
        for (Setting setting : all) {
            String problem = setting.problem();
            if (problem != null) {
                refusals.putIfAbsent(setting.key(), words(problem));
            }
        }
    }
}
