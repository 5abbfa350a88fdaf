package io.cartelem.app.map;

import io.cartelem.app.chart.Feed;
import io.cartelem.app.chart.Pyramid;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.chart.TimelineModel;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;
import io.cartelem.core.port.TrackPoint;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

import java.util.List;
import java.util.Optional;

/// What the map shows: a track coloured by a channel, where the car is, and whether the map follows
/// it. FX thread.
public final class MapModel {
    private static final String LATITUDE = "gps.latitude";
    private static final String LONGITUDE = "gps.longitude";
    private static final String STANDARD_COLOUR = "gps.speed_kph";
    private static final long NEVER = -1;

    private final Presentation presentation;
    private final Feed feed;
    private final TimelineModel timeline;
    private final Track track = new Track();
    private final Fixes fixes = new Fixes();
    private final BooleanProperty following = new SimpleBooleanProperty(true);
    private final ObjectProperty<String> colour;
    private boolean recorded;
    private long colouredBy = NEVER;
    private double low = Double.NaN;
    private double high = Double.NaN;

    public MapModel(Presentation presentation, Feed feed, TimelineModel timeline, Memory memory) {
        this.presentation = presentation;
        this.feed = feed;
        this.timeline = timeline;
        colour = new SimpleObjectProperty<>(memory.get("map.colour", STANDARD_COLOUR));
        colour.addListener(
                (p, old, id) -> {
                    memory.put("map.colour", id);
                    colouredBy = NEVER;
                });
    }

    /// Shows a recorded track instead of the live one.
    public void show(List<TrackPoint> points) {
        recorded = true;
        track.clear();
        for (TrackPoint point : points) {
            track.add(point.timeNs(), point.latitude(), point.longitude(), Double.NaN);
        }
        colouredBy = NEVER;
    }

    /// Puts positions from before those known at the beginning of a live track.
    public void precede(List<TrackPoint> points) {
        track.precede(points);
        colouredBy = NEVER;
    }

    /// When the track begins, [Long#MAX_VALUE] while there is none.
    public long firstNs() {
        return track.size() == 0 ? Long.MAX_VALUE : track.time(0);
    }

    /// Takes up what is new; once a frame.
    public void update() {
        if (!recorded) {
            appendLive();
        }
        Optional<Pyramid> by = feed.whole(colour.get()).map(SeriesData::pyramid);
        long source = by.map(p -> 31L * System.identityHashCode(p) + 1).orElse(0L);
        long key = recorded ? 31 * source + by.map(Pyramid::version).orElse(0L) : source;
        if (key != colouredBy) {
            for (int i = 0; i < track.size(); i++) {
                long at = track.time(i);
                track.value(i, by.map(p -> p.at(at)).orElse(Double.NaN));
            }
            double[] extent = track.extentOfValues();
            low = extent[0];
            high = extent[1];
            colouredBy = key;
            track.changed();
        }
    }

    public Track track() {
        return track;
    }

    /// The index of the car's position: at the crosshair, else at the replay's cursor, else the
    /// newest; −1 if there is none.
    public int position() {
        long cursor = timeline.cursorProperty().get();
        return cursor == TimelineModel.NONE ? track.size() - 1 : track.indexAt(cursor);
    }

    /// The index of the position at the crosshair, −1 if there is no crosshair.
    public int pointed() {
        long at = timeline.crosshairProperty().get();
        return at == TimelineModel.NONE ? -1 : track.indexAt(at);
    }

    /// The latitude of a position of the track in degrees north.
    public double latitude(int index) {
        return Mercator.latitude(track.y(index));
    }

    /// The longitude of a position of the track in degrees east.
    public double longitude(int index) {
        return Mercator.longitude(track.x(index));
    }

    /// Whether the map keeps the car in its middle.
    public BooleanProperty followingProperty() {
        return following;
    }

    /// The id of the channel that colours the track.
    public ObjectProperty<String> colourProperty() {
        return colour;
    }

    /// The channels that can colour the track.
    public List<Channel> choices() {
        return feed.channels();
    }

    /// The smallest value of the colouring channel on the track, as stored; NaN or infinite if
    /// none.
    public double low() {
        return low;
    }

    public double high() {
        return high;
    }

    /// How the colouring channel is shown.
    public Measure measure() {
        String unit = feed.whole(colour.get()).map(d -> d.channel().unit()).orElse("");
        return presentation.units().measure(unit);
    }

    /// The colouring channel's name.
    public String colourName() {
        String id = colour.get();
        int dot = Math.max(0, id.indexOf('.'));
        return presentation.texts().channel(id.substring(0, dot), id.substring(dot + 1));
    }

    private void appendLive() {
        Optional<SeriesData> latitude = feed.whole(LATITUDE);
        Optional<SeriesData> longitude = feed.whole(LONGITUDE);
        if (latitude.isEmpty() || longitude.isEmpty()) {
            if (track.size() > 0) {
                track.clear();
            }
            fixes.forget();
            return;
        }
        Optional<Pyramid> by = feed.whole(colour.get()).map(SeriesData::pyramid);
        fixes.join(
                latitude.get().pyramid(),
                longitude.get().pyramid(),
                (time, north, east) -> {
                    double number = by.map(p -> p.at(time)).orElse(Double.NaN);
                    track.add(time, north, east, number);
                    if (number < low || !(low <= high)) {
                        low = number;
                    }
                    if (number > high || !(low <= high)) {
                        high = number;
                    }
                });
    }
}
