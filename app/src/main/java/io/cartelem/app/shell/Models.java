package io.cartelem.app.shell;

import io.cartelem.app.alert.AlertSound;
import io.cartelem.app.alert.AlertsModel;
import io.cartelem.app.alert.RulesModel;
import io.cartelem.app.chart.ChartExport;
import io.cartelem.app.debrief.DebriefExport;
import io.cartelem.app.debrief.DebriefModel;
import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Jobs;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.devices.DevicesModel;
import io.cartelem.app.devices.DiagnosticsModel;
import io.cartelem.app.devices.SensorsModel;
import io.cartelem.app.devices.WireModel;
import io.cartelem.app.driver.DriveModel;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.Dialogs;
import io.cartelem.app.fx.FileChoice;
import io.cartelem.app.fx.Pulse;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.lap.LapsModel;
import io.cartelem.app.lap.SessionChoice;
import io.cartelem.app.live.LiveModel;
import io.cartelem.app.replay.ReplayModel;
import io.cartelem.app.sessions.ExportChoice;
import io.cartelem.app.sessions.ExportItem;
import io.cartelem.app.sessions.SessionsModel;
import io.cartelem.app.sessions.Transfers;
import io.cartelem.app.settings.SettingsModel;
import io.cartelem.app.share.SharingModel;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.SessionInfo;

import javafx.beans.value.ObservableValue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The models of the window and what they have in common. FX thread.
final class Models {
    final Desk desk;
    final Background background;
    final FileChoice files;
    final Presentation presentation;
    final Memory memory;
    final Notices notices;
    final Pulse<Snapshot> pulse;
    final ShellModel shell;
    final RecordingModel recording;
    final Jobs jobs;
    final SheetModel sheet;
    final LeaveModel leave;
    final SessionsModel sessions;
    final Transfers transfers;
    final ExportChoice exports;
    final LiveModel live;
    final ReplayModel replay;
    final PaperModel paper;
    final SettingsModel settings;
    final SharingModel sharing;
    final LapsModel laps;
    final AlertSound sound;
    final DriveModel drive;
    final AlertsModel alerts;
    final RulesModel rules;
    final DebriefModel debrief;
    final DebriefExport debriefExport;
    final DevicesModel devices;
    final SensorsModel sensors;
    final DiagnosticsModel diagnostics;
    final WireModel wire;

    /// @param systemTheme what the system asks for
    /// @param close closes the window
    Models(
            Desk desk,
            Desktop.Start start,
            ObservableValue<Theme> systemTheme,
            Background background,
            Dialogs dialogs,
            Presentation presentation,
            Runnable close) {
        this.desk = desk;
        this.background = background;
        this.files = dialogs.files();
        this.presentation = presentation;
        this.memory = start.memory();
        notices =
                new Notices(
                        presentation.texts()::sentence,
                        memory.number("notice.seconds", Notices.SECONDS));
        SnapshotTaker taker = new SnapshotTaker(desk, background.workers());
        pulse = new Pulse<>(taker);
        shell =
                new ShellModel(
                        desk,
                        background,
                        notices,
                        presentation,
                        memory,
                        start.look(),
                        systemTheme,
                        start.undecided());
        recording = new RecordingModel(desk, background, notices, presentation, taker);
        jobs = new Jobs(background, notices);
        leave = new LeaveModel(recording, jobs, presentation, close);
        sessions =
                new SessionsModel(
                        desk,
                        background,
                        notices,
                        presentation,
                        this::replaySession,
                        this::openDebrief);
        transfers =
                new Transfers(
                        desk,
                        jobs,
                        notices,
                        presentation,
                        this::reveal,
                        this::replaySession,
                        sessions::refresh);
        exports = new ExportChoice(transfers, files, presentation);
        replay = new ReplayModel(desk, background, notices, presentation, memory);
        live = new LiveModel(desk::store, background, notices, presentation, memory);
        paper =
                new PaperModel(
                        desk,
                        presentation,
                        shell,
                        recording,
                        live,
                        replay,
                        new ChartExport(
                                presentation, background, notices, files, dialogs.printing()));
        sheet = new SheetModel(desk, background, notices, recording, this::edited);
        settings = new SettingsModel(desk, background, notices, presentation);
        sharing = new SharingModel(desk, background, notices, presentation);
        drive = new DriveModel(desk, background, notices, presentation);
        laps = new LapsModel(desk, background, notices, presentation, memory, new LapDoors(this));
        sound = new AlertSound(background.workers());
        alerts = new AlertsModel(desk, background, notices, presentation, sound, this::replayAt);
        rules = new RulesModel(desk, background, notices, presentation);
        debrief = new DebriefModel(desk, background, notices, presentation, this::replayAt);
        debriefExport =
                new DebriefExport(
                        presentation,
                        background,
                        notices,
                        files,
                        dialogs.printing(),
                        desk::dataFolder,
                        shell.themeProperty());
        devices = new DevicesModel(desk, background, notices, presentation);
        sensors = new SensorsModel(desk, background, notices, presentation);
        diagnostics = new DiagnosticsModel(desk, background, presentation);
        wire = new WireModel(desk, background, notices);
        shell.pageProperty().addListener((p, old, page) -> entered(page));
        recording.recordingProperty().addListener((p, old, on) -> recorded(on));
        pulse.attach(shell::update);
        pulse.attach(recording::update);
        pulse.attach(sharing::update);
        pulse.attach(alerts::update);
        pulse.attach(drive::update);
        pulse.attach(notices::update);
        pulse.attach(snapshot -> jobs.update());
        pulse.attach(snapshot -> paper.update());
    }

    /// Shows a file in the system's file manager.
    void reveal(Path file) {
        background.<Path>run(
                () -> {
                    files.reveal(file);
                    return file;
                },
                shown -> {},
                notices::trouble);
    }

    /// Shows a page, also when the first choice was not made.
    void go(Page page) {
        shell.choosingProperty().set(false);
        shell.pageProperty().set(page);
    }

    void replaySession(long id) {
        go(Page.REPLAY);
        replay.open(id);
    }

    private void openDebrief(long id) {
        debrief.open(id);
    }

    /// Shows a time of a session in the replay.
    void replayAt(long id, long timeNs) {
        go(Page.REPLAY);
        replay.open(id, timeNs);
    }

    /// Opens the debrief of what "it" means now; says so where there is nothing.
    boolean debriefCurrent() {
        Optional<Long> laid =
                shell.pageProperty().get() == Page.LAPS
                        ? Optional.ofNullable(laps.sessionProperty().get()).map(SessionChoice::id)
                        : Optional.empty();
        Optional<Long> wanted =
                debrief.offerProperty().get() != null
                        ? Optional.of(debrief.offerProperty().get().sessionId())
                        : laid.or(() -> current().map(SessionInfo::id));
        wanted.ifPresent(debrief::open);
        return wanted.isPresent();
    }

    /// A recording began or ended.
    private void recorded(boolean on) {
        sessions.refresh();
        SessionInfo session = recording.current();
        if (on) {
            debrief.dismiss();
        } else if (session != null) {
            debrief.ended(session);
        }
    }

    /// The session that "it" means now: the one that records; else what is shown or selected.
    Optional<SessionInfo> current() {
        SessionInfo recorded = recording.current();
        if (recorded != null) {
            return Optional.of(recorded);
        }
        boolean chosen = !sessions.selected().isEmpty();
        if (shell.pageProperty().get() == Page.SESSIONS && chosen) {
            return Optional.of(sessions.selected().getFirst().info());
        }
        Optional<SessionInfo> replayed = Optional.ofNullable(replay.sessionProperty().get());
        return replayed.isEmpty() && chosen
                ? Optional.of(sessions.selected().getFirst().info())
                : replayed;
    }

    /// What an export means now: what is selected in the table while that is shown, else what is
    /// replayed, else what is selected.
    List<ExportItem> toExport() {
        List<ExportItem> chosen = sessions.selected().stream().map(ExportItem::whole).toList();
        boolean tableFirst = shell.pageProperty().get() == Page.SESSIONS && !chosen.isEmpty();
        List<ExportItem> replayed = replay.exportItems();
        return tableFirst || replayed.isEmpty() ? chosen : replayed;
    }

    private void edited(SessionInfo session) {
        sessions.refresh();
        replay.renamed(session);
    }

    /// What a page shows may have changed while another was shown.
    private void entered(Page page) {
        debrief.close();
        switch (page) {
            case SESSIONS -> sessions.refresh();
            case REPLAY -> replay.refreshChoices();
            case SETTINGS -> {
                settings.refresh();
                rules.refresh();
            }
            case LAPS -> laps.refresh();
            case LIVE, DEVICES, SHARE -> {
                // these follow the pulse
            }
        }
    }
}
