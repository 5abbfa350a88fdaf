package io.cartelem.app.live;

import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.live.LiveValue;

import java.util.Optional;

/// Reads a channel's latest value in the person's units.
///
/// @param channelId for example `obd.RPM`
record ChannelReading(String channelId, Presentation presentation) implements ReadoutModel.Reading {

    @Override
    public void read(Snapshot snapshot, ReadoutModel readout) {
        Optional<LiveValue> latest = snapshot.value(channelId);
        if (latest.isEmpty()) {
            readout.showNothing();
            return;
        }
        LiveValue value = latest.get();
        Measure measure = presentation.units().measure(value.channel().unit());
        long age = value.ageNs(snapshot.nowNs());
        switch (value.freshness(snapshot.nowNs())) {
            case FRESH -> readout.show(text(value, measure), measure.symbol());
            case STALE -> readout.showStale(text(value, measure), measure.symbol(), age);
            case GONE -> readout.showGone(measure.symbol(), age);
        }
    }

    private static String text(LiveValue value, Measure measure) {
        String text = value.text();
        return text != null
                ? text
                : Format.number(
                        measure.shown(value.value()),
                        value.channel().decimals() + measure.decimals());
    }
}
