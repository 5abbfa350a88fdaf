package io.cartelem.app.live;

import io.cartelem.app.chart.ChartsModel;
import io.cartelem.app.chart.Pyramid;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.chart.TimelineModel;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.map.MapModel;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.core.port.SessionStore;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The cards of the live view. Numbers change at most ten times a second: more cannot be read.
public final class LiveModel {
    private static final long CARDS_EVERY_NS = 100_000_000L;

    private static final long DEFAULT_SPAN_NS = 60_000_000_000L;
    private static final long SHORTEST_SPAN_NS = 10_000_000L;
    private static final long LONGEST_SPAN_NS = 1_800_000_000_000L;
    private static final String SPAN_KEY = "live.span";
    private static final String DEFAULT_CHARTS =
            "gps.speed_kph,obd.SPEED;obd.RPM;obd.THROTTLE_POS,obd.ENGINE_LOAD;"
                    + "obd.COOLANT_TEMP,obd.INTAKE_TEMP";

    private final Presentation presentation;
    private final List<CardModel> cards;
    private final Memory memory;
    private final LiveFeed feed;
    private final EarlierTrack earlierTrack;
    private final ChartsModel charts;
    private final MapModel map;
    private long shownNs = Long.MIN_VALUE;

    /// @param store where a recording that runs is read from, off the FX thread
    /// @param memory where the layout of the charts is remembered
    public LiveModel(
            Supplier<SessionStore> store,
            Background background,
            Notices notices,
            Presentation presentation,
            Memory memory) {
        this.presentation = presentation;
        this.memory = memory;
        double seconds = memory.number(SPAN_KEY, DEFAULT_SPAN_NS / 1e9);
        TimelineModel timeline =
                new TimelineModel(
                        Math.clamp(Math.round(seconds * 1e9), SHORTEST_SPAN_NS, LONGEST_SPAN_NS));
        this.feed = new LiveFeed(new RecordedPast(store, background, notices, timeline));
        this.charts =
                new ChartsModel(
                        presentation, feed, timeline, memory, "live.charts", DEFAULT_CHARTS);
        this.map = new MapModel(presentation, feed, timeline, memory);
        this.earlierTrack = new EarlierTrack(store, background, map);
        this.cards =
                List.of(
                        channels(
                                "gps",
                                "gps",
                                "speed_kph",
                                "heading_deg",
                                "altitude",
                                "satellites",
                                "hdop"),
                        channels(
                                "vehicle",
                                "obd",
                                "SPEED",
                                "THROTTLE_POS",
                                "FUEL_LEVEL",
                                "battery_voltage"),
                        channels(
                                "engine",
                                "obd",
                                "RPM",
                                "ENGINE_LOAD",
                                "COOLANT_TEMP",
                                "INTAKE_TEMP",
                                "MAF"),
                        system());
    }

    /// Hands it what is known now.
    public void update(Snapshot snapshot) {
        feed.update(snapshot);
        TimelineModel timeline = charts.timeline();
        timeline.label(snapshot.midnightNs(), true);
        timeline.limit(Long.MIN_VALUE / 4, snapshot.nowNs(), LONGEST_SPAN_NS);
        timeline.advance(snapshot.nowNs());
        map.update();
        earlierTrack.update(snapshot);
        if (shownNs != Long.MIN_VALUE && snapshot.nowNs() - shownNs < CARDS_EVERY_NS) {
            return;
        }
        shownNs = snapshot.nowNs();
        cards.forEach(card -> card.update(snapshot));
        memory.put(SPAN_KEY, Double.toString(timeline.span() / 1e9));
    }

    public List<CardModel> cards() {
        return cards;
    }

    public ChartsModel charts() {
        return charts;
    }

    public MapModel map() {
        return map;
    }

    private CardModel channels(String key, String source, String main, String... others) {
        return new CardModel(
                presentation,
                key,
                source,
                mainChannel(source, main),
                java.util.Arrays.stream(others).map(name -> channel(source, name)).toList());
    }

    private ReadoutModel mainChannel(String source, String name) {
        String id = source + "." + name;
        return new ReadoutModel(
                presentation.texts().channel(source, name),
                new ChannelReading(id, presentation),
                new Trend(() -> feed.whole(id).map(SeriesData::pyramid)));
    }

    private ReadoutModel channel(String source, String name) {
        return new ReadoutModel(
                presentation.texts().channel(source, name),
                new ChannelReading(source + "." + name, presentation));
    }

    private CardModel system() {
        Texts texts = presentation.texts();
        Pyramid rates = new Pyramid(2_048);
        return new CardModel(
                presentation,
                "system",
                "",
                new ReadoutModel(
                        texts.get("system.rate"),
                        (s, r) -> {
                            double rate = s.recording().samplesPerSecond();
                            r.show(Format.number(rate, 0), texts.get("system.per_second"));
                            rates.add(s.nowNs(), s.recording().recording() ? rate : Double.NaN);
                        },
                        new Trend(() -> Optional.of(rates))),
                List.of(
                        new ReadoutModel(
                                texts.get("system.samples"),
                                (s, r) -> r.show(Format.count(s.recording().samples()), "")),
                        new ReadoutModel(
                                texts.get("system.pending"),
                                (s, r) -> r.show(Format.count(s.store().pendingSamples()), "")),
                        new ReadoutModel(
                                texts.get("system.size"),
                                (s, r) -> r.show(Format.bytes(s.store().sizeBytes()), "")),
                        new ReadoutModel(texts.get("system.radio"), this::radio),
                        new ReadoutModel(
                                texts.get("system.lost"),
                                (s, r) ->
                                        r.show(
                                                Format.count(s.dropped() + s.recording().lost()),
                                                ""))));
    }

    /// In the pit what the air lost, in the car how much of the hour was sent.
    private void radio(Snapshot snapshot, ReadoutModel readout) {
        var lost = snapshot.value("meshtastic.loss_pct");
        var sent = snapshot.value("meshtastic.tx_duty_pct");
        if (lost.isPresent()) {
            readout.show(
                    Format.number(lost.get().value(), 1), presentation.text("system.radio_lost"));
        } else if (sent.isPresent()) {
            readout.show(
                    Format.number(sent.get().value(), 1), presentation.text("system.radio_duty"));
        } else {
            readout.showNothing();
        }
    }
}
