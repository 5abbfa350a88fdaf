package io.cartelem.app.shell;

import io.cartelem.app.lap.LapsModel;
import io.cartelem.core.lap.session.LapRef;

/// Ways from the laps page to the replay and to the drive going on. FX thread.
final class LapDoors implements LapsModel.Doors {
    private final Models models;

    LapDoors(Models models) {
        this.models = models;
    }

    @Override
    public void replay(long sessionId, long fromNs, long toNs) {
        models.go(Page.REPLAY);
        models.replay.open(
                sessionId,
                () -> {
                    models.replay.player().range(fromNs, toNs);
                    models.replay.player().loopingProperty().set(true);
                    models.replay.player().seek(fromNs);
                    models.replay.charts().timeline().stay(fromNs, toNs);
                });
    }

    @Override
    public void follow(LapRef lap, String name) {
        models.drive.follow(lap, name);
    }
}
