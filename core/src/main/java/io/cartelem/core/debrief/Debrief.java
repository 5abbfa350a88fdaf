package io.cartelem.core.debrief;

import io.cartelem.core.alert.AlertMark;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.Loss;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.SessionLaps;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SessionInfo;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A session on one page. What the recording does not show is missing, never guessed. All times are
/// nanoseconds since the session's start. Immutable.
///
/// @param durationNs to the last sample
/// @param metres driven: by the positions, without any by the car's own speed; NaN if it has
///   neither
/// @param laps as in the lap table; the best and the theoretical best come from there
/// @param comparison null unless there is a lap to compare and one to compare it with
/// @param temperatures the highest of each temperature channel: coolant, oil and intake first
/// @param lowestVoltage null if no channel measures the battery
/// @param alerts in the order in which they were raised
public record Debrief(
        SessionInfo session,
        long durationNs,
        double metres,
        SessionLaps laps,
        @Nullable Comparison comparison,
        List<Extreme> temperatures,
        @Nullable Extreme lowestVoltage,
        List<AlertMark> alerts,
        Codes codes,
        Quality quality) {

    public Debrief {
        temperatures = List.copyOf(temperatures);
        alerts = List.copyOf(alerts);
    }

    /// Two laps compared: the best lap with the reference, or a usual lap with the best of its own
    /// session where there is no other reference.
    ///
    /// @param reference the lap that is compared with
    /// @param referenceSession the name of its session
    /// @param referenceNs its lap time
    /// @param ref the lap that is judged
    /// @param lap the same with its figures
    /// @param losses the largest first, at most three
    public record Comparison(
            LapRef reference,
            String referenceSession,
            long referenceNs,
            LapRef ref,
            Lap lap,
            List<PlacedLoss> losses) {

        /// How much longer the lap took than the reference, negative if it was faster.
        public long gapNs() {
            return lap.timeNs() - referenceNs;
        }

        /// Whether the reference is of the same session.
        public boolean withinSession() {
            return reference.sessionId() == ref.sessionId();
        }
    }

    /// A loss and where to see it.
    ///
    /// @param timeNs when the judged lap was at the slowest place of it
    /// @param place that place
    public record PlacedLoss(Loss loss, long timeNs, GeoPoint place) {}

    /// The highest or lowest value of a channel.
    ///
    /// @param value in the unit of the channel
    /// @param timeNs when it was first reached
    public record Extreme(Channel channel, Part part, double value, long timeNs) {}

    /// What a temperature is of, as far as the channel's name tells.
    public enum Part {
        COOLANT,
        OIL,
        INTAKE,
        OTHER
    }

    /// Trouble codes of the car.
    ///
    /// @param recorded whether the car was asked for its codes in this session at all
    /// @param comparedWith the session before in which the car was asked, null if there is none
    /// @param seen all codes of this session in the order in which they were seen
    public record Codes(boolean recorded, @Nullable SessionInfo comparedWith, List<SeenCode> seen) {

        /// The codes that the session before did not have.
        public List<SeenCode> fresh() {
            return seen.stream().filter(SeenCode::fresh).toList();
        }
    }

    /// A trouble code.
    ///
    /// @param timeNs when it was first read
    /// @param fresh whether the session before did not have it; without one, whether the first
    ///   reading of this session did not
    public record SeenCode(String code, long timeNs, boolean fresh) {}

    /// How complete the recording is.
    ///
    /// @param sources each by its busiest channel, by name
    /// @param lostSamples accepted and then given up because the disk failed
    /// @param recovered whether a crash ended the recording
    public record Quality(List<SourceQuality> sources, long lostSamples, boolean recovered) {

        /// Whether nothing is missing.
        public boolean complete() {
            return lostSamples == 0
                    && !recovered
                    && sources.stream().allMatch(source -> source.gaps() == 0);
        }
    }

    /// How steadily a source spoke.
    ///
    /// @param channel its busiest
    /// @param hertz samples a second of that channel while it spoke
    /// @param gaps times longer than a second and three periods without a sample
    /// @param missingNs all of them together
    /// @param longestNs the longest
    /// @param longestAtNs when that began
    public record SourceQuality(
            String source,
            Channel channel,
            double hertz,
            int gaps,
            long missingNs,
            long longestNs,
            long longestAtNs) {}
}
