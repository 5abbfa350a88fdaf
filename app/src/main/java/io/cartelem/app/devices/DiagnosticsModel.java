package io.cartelem.app.devices;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.obd.diag.DiagnosticsException;
import io.cartelem.core.obd.diag.DiagnosticsException.Reason;
import io.cartelem.core.obd.diag.HealthReport;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.obd.diag.VehicleReport;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/// What the car says when asked: identification, trouble codes, readiness, and how good the adapter
/// is. FX thread; the waiting is done in the background.
public final class DiagnosticsModel {
    private static final String SOURCE = "obd";

    /// How long the check of an adapter takes, for its bar.
    private static final double CHECK_NS = Duration.ofSeconds(20).toNanos();

    /// A car that needs longer is not going to answer.
    private static final long PATIENCE_S = 90;

    private final Desk desk;
    private final Background background;
    private final Presentation presentation;
    private final ReadOnlyObjectWrapper<Activity> activity =
            new ReadOnlyObjectWrapper<>(Activity.NONE);
    private final ReadOnlyBooleanWrapper usable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper asking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable CarSheet> car = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable HealthSheet> health =
            new ReadOnlyObjectWrapper<>();
    private @Nullable VehicleReport report;
    private long nowNs;
    private long checkedFromNs;

    /// What is being done.
    public enum Activity {
        NONE,
        READING,
        CLEARING,
        CHECKING
    }

    public DiagnosticsModel(Desk desk, Background background, Presentation presentation) {
        this.desk = desk;
        this.background = background;
        this.presentation = presentation;
        presentation.unitsProperty().addListener((p, old, now) -> showCar());
    }

    public void update(Snapshot snapshot) {
        nowNs = snapshot.nowNs();
        usable.set(
                snapshot.collector(SOURCE)
                        .filter(c -> c.phase() != CollectorState.Phase.OFF)
                        .isPresent());
        if (activity.get() == Activity.CHECKING) {
            // the last stretch waits for the answer itself
            progress.set(Math.clamp((nowNs - checkedFromNs) / CHECK_NS, 0, 0.97));
        }
    }

    /// Reads everything the car tells.
    public void read() {
        start(Activity.READING, ObdDiagnostics::report, this::keep);
    }

    /// Opens the question whether the codes shall be cleared.
    public void askToClear() {
        if (activity.get() == Activity.NONE) {
            asking.set(true);
        }
    }

    /// The person thought better of it.
    public void keepCodes() {
        asking.set(false);
    }

    /// Clears the codes, if that was asked before.
    public void clearCodes() {
        if (asking.get()) {
            asking.set(false);
            start(Activity.CLEARING, ObdDiagnostics::clearCodes, this::keep);
        }
    }

    /// Examines the adapter; no values arrive meanwhile.
    public void checkAdapter() {
        checkedFromNs = nowNs;
        this.<HealthReport>start(
                Activity.CHECKING,
                ObdDiagnostics::checkAdapter,
                result -> health.set(HealthSheet.of(result, presentation)));
    }

    public ReadOnlyObjectProperty<Activity> activityProperty() {
        return activity.getReadOnlyProperty();
    }

    /// Whether an OBD-II adapter is in use.
    public ReadOnlyBooleanProperty usableProperty() {
        return usable.getReadOnlyProperty();
    }

    /// Whether the question about clearing is open.
    public ReadOnlyBooleanProperty askingProperty() {
        return asking.getReadOnlyProperty();
    }

    /// From 0 to 1 while the adapter is checked, else −1.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// Why the last wish was not granted, empty if it was.
    public ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /// What the car said last, null before it was asked.
    ReadOnlyObjectProperty<@Nullable CarSheet> carProperty() {
        return car.getReadOnlyProperty();
    }

    /// The result of the last check, null before the first.
    ReadOnlyObjectProperty<@Nullable HealthSheet> healthProperty() {
        return health.getReadOnlyProperty();
    }

    private <T> void start(
            Activity what,
            Function<ObdDiagnostics, CompletableFuture<T>> question,
            Consumer<T> answered) {
        if (activity.get() != Activity.NONE) {
            return;
        }
        asking.set(false);
        trouble.set("");
        activity.set(what);
        progress.set(what == Activity.CHECKING ? 0 : -1);
        background.<T>run(
                () -> await(question),
                answer -> {
                    rest();
                    answered.accept(answer);
                },
                failure -> {
                    rest();
                    trouble.set(words(failure));
                });
    }

    private <T> T await(Function<ObdDiagnostics, CompletableFuture<T>> question) throws Exception {
        ObdDiagnostics diagnostics =
                desk.diagnostics()
                        .orElseThrow(
                                () ->
                                        new DiagnosticsException(
                                                Reason.NOT_CONNECTED,
                                                presentation.text(
                                                        "diagnostics.reason.not_connected")));
        CompletableFuture<T> answer = question.apply(diagnostics);
        try {
            return answer.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new DiagnosticsException(
                    Reason.CAR_SILENT, presentation.text("diagnostics.reason.car_silent"));
        } finally {
            // what was said to have failed must not be done later, least of all clearing
            answer.cancel(false);
        }
    }

    private void rest() {
        activity.set(Activity.NONE);
        progress.set(-1);
    }

    private void keep(VehicleReport fresh) {
        report = fresh;
        showCar();
    }

    private void showCar() {
        VehicleReport last = report;
        if (last != null) {
            car.set(CarSheet.of(last, presentation));
        }
    }

    private String words(Exception failure) {
        String sentence = presentation.texts().sentence(String.valueOf(failure.getMessage()));
        return failure instanceof DiagnosticsException refusal
                ? presentation
                        .texts()
                        .getOr(
                                "diagnostics.reason."
                                        + refusal.reason().name().toLowerCase(Locale.ROOT),
                                sentence)
                : sentence;
    }
}
