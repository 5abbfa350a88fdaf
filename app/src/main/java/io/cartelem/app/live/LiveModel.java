package io.cartelem.app.live;

import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;

import java.util.List;

/// The cards of the live view. Numbers change at most ten times a second: more cannot be read.
public final class LiveModel {
    private static final long CARDS_EVERY_NS = 100_000_000L;

    private final Presentation presentation;
    private final List<CardModel> cards;
    private long shownNs = Long.MIN_VALUE;

    public LiveModel(Presentation presentation) {
        this.presentation = presentation;
        this.cards =
                List.of(
                        channels(
                                "gps",
                                "gps",
                                "speed_kph",
                                "heading_deg",
                                "altitude",
                                "satellites",
                                "hdop",
                                "latitude",
                                "longitude"),
                        channels(
                                "vehicle",
                                "obd",
                                "SPEED",
                                "THROTTLE_POS",
                                "FUEL_LEVEL",
                                "CONTROL_MODULE_VOLTAGE"),
                        channels(
                                "engine",
                                "obd",
                                "RPM",
                                "ENGINE_LOAD",
                                "COOLANT_TEMP",
                                "INTAKE_TEMP",
                                "MAF",
                                "TIMING_ADVANCE"),
                        system());
    }

    /// Hands it what is known now.
    public void update(Snapshot snapshot) {
        if (shownNs != Long.MIN_VALUE && snapshot.nowNs() - shownNs < CARDS_EVERY_NS) {
            return;
        }
        shownNs = snapshot.nowNs();
        cards.forEach(card -> card.update(snapshot));
    }

    public List<CardModel> cards() {
        return cards;
    }

    private CardModel channels(String key, String source, String main, String... others) {
        return new CardModel(
                presentation,
                key,
                source,
                channel(source, main),
                java.util.Arrays.stream(others).map(name -> channel(source, name)).toList());
    }

    private ReadoutModel channel(String source, String name) {
        return new ReadoutModel(
                presentation.texts().channel(source, name),
                new ChannelReading(source + "." + name, presentation));
    }

    private CardModel system() {
        Texts texts = presentation.texts();
        return new CardModel(
                presentation,
                "system",
                "",
                new ReadoutModel(
                        texts.get("system.rate"),
                        (s, r) ->
                                r.show(
                                        Format.number(s.recording().samplesPerSecond(), 0),
                                        texts.get("system.per_second"))),
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
                        new ReadoutModel(
                                texts.get("system.free"),
                                (s, r) -> r.show(Format.bytes(s.store().freeBytes()), "")),
                        new ReadoutModel(
                                texts.get("system.lost"),
                                (s, r) ->
                                        r.show(
                                                Format.count(s.dropped() + s.recording().lost()),
                                                ""))));
    }
}
