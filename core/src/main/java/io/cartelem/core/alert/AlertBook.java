package io.cartelem.core.alert;

import io.cartelem.core.alert.AlertRule.Kind;
import io.cartelem.core.file.JsonFile;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The user's rules, in one JSON file; the usual rules while there is no file. Safe on any thread;
/// changes wait for the disk.
public final class AlertBook {
    /// The file's name in the data folder.
    public static final String FILE = "alerts.json";

    private static final int VERSION = 1;
    private static final int MOST = 200;

    private static final List<AlertRule> USUAL =
            List.of(
                    new AlertRule(
                            "coolant-hot",
                            "Coolant hot",
                            "obd.COOLANT_TEMP",
                            Kind.ABOVE,
                            110,
                            3,
                            2,
                            Severity.CRITICAL,
                            true),
                    new AlertRule(
                            "oil-hot",
                            "Oil hot",
                            "obd.engine_oil_temperature",
                            Kind.ABOVE,
                            130,
                            3,
                            2,
                            Severity.CRITICAL,
                            true),
                    new AlertRule(
                            "voltage-low",
                            "Voltage low",
                            "obd.battery_voltage",
                            Kind.BELOW,
                            11.8,
                            0.3,
                            5,
                            Severity.WARNING,
                            true),
                    new AlertRule(
                            "voltage-high",
                            "Voltage high",
                            "obd.battery_voltage",
                            Kind.ABOVE,
                            15.2,
                            0.3,
                            5,
                            Severity.WARNING,
                            true),
                    new AlertRule(
                            "gps-stale",
                            "No GPS position",
                            "gps.latitude",
                            Kind.MISSING,
                            0,
                            0,
                            5,
                            Severity.WARNING,
                            true),
                    new AlertRule(
                            "car-silent",
                            "Car does not answer",
                            "obd.RPM",
                            Kind.MISSING,
                            0,
                            0,
                            10,
                            Severity.WARNING,
                            true));

    /// The file. Its components may lack, whatever their types promise.
    record Content(int version, @Nullable List<@Nullable Form> rules) {}

    /// A rule in the file. Sound lacks in files of earlier versions.
    record Form(
            @Nullable String id,
            @Nullable String name,
            @Nullable String channel,
            @Nullable Kind kind,
            double limit,
            double hysteresis,
            double seconds,
            @Nullable Severity severity,
            boolean enabled,
            @Nullable Boolean sound) {

        static Form of(AlertRule rule) {
            return new Form(
                    rule.id(),
                    rule.name(),
                    rule.channel(),
                    rule.kind(),
                    rule.limit(),
                    rule.hysteresis(),
                    rule.seconds(),
                    rule.severity(),
                    rule.enabled(),
                    rule.sound());
        }

        AlertRule rule() {
            if (id == null || name == null || channel == null || kind == null || severity == null) {
                throw new IllegalArgumentException("a rule in it lacks a member");
            }
            return new AlertRule(
                    id,
                    name,
                    channel,
                    kind,
                    limit,
                    hysteresis,
                    seconds,
                    severity,
                    enabled,
                    sound == null || sound);
        }
    }

    private final JsonFile<Content> file;
    private volatile List<AlertRule> rules = USUAL;

    /// Reads `file`, if it is there.
    public AlertBook(Path file) {
        this.file = new JsonFile<>(file, Content.class);
        this.file
                .read()
                .ifPresent(
                        content -> {
                            try {
                                rules = read(content);
                            } catch (IllegalArgumentException e) {
                                this.file.setAside(e);
                            }
                        });
    }

    private static List<AlertRule> read(Content content) {
        if (content.version() != VERSION || content.rules() == null) {
            throw new IllegalArgumentException("it is of version " + content.version());
        }
        List<AlertRule> rules = new ArrayList<>();
        for (Form form : content.rules()) {
            if (form == null) {
                throw new IllegalArgumentException("a rule in it is empty");
            }
            rules.add(form.rule());
        }
        return List.copyOf(rules);
    }

    /// The rules in the user's order. The same list until they change.
    public List<AlertRule> all() {
        return rules;
    }

    public Optional<AlertRule> find(String id) {
        return all().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /// Saves a rule, new or changed.
    ///
    /// @throws StoreException CONFLICT if there are too many, FAILED if the file cannot be written;
    ///   then nothing is changed
    public synchronized void put(AlertRule rule) {
        List<AlertRule> next = new ArrayList<>(all());
        int at = find(rule.id()).map(next::indexOf).orElse(-1);
        if (at >= 0) {
            next.set(at, rule);
        } else if (next.size() < MOST) {
            next.add(rule);
        } else {
            throw new StoreException(
                    Reason.CONFLICT, "There are " + MOST + " rules already; delete some.");
        }
        keep(next);
    }

    /// Deletes a rule.
    ///
    /// @return whether there was one
    public synchronized boolean remove(String id) {
        List<AlertRule> next = new ArrayList<>(all());
        if (!next.removeIf(rule -> rule.id().equals(id))) {
            return false;
        }
        keep(next);
        return true;
    }

    /// Goes back to the usual rules.
    public synchronized void reset() {
        keep(USUAL);
    }

    private void keep(List<AlertRule> next) {
        file.write(new Content(VERSION, next.stream().map(Form::of).toList()));
        rules = List.copyOf(next);
    }
}
