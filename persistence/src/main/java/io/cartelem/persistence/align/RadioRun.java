package io.cartelem.persistence.align;

import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What came by radio from one car into one session.
///
/// @param source the car's source in that session
/// @param channels of that source
/// @param fromUs its first time, microseconds since 1970 at the car
/// @param toUs its last time
record RadioRun(
        SessionInfo session,
        String source,
        CarTimes times,
        List<ChannelSummary> channels,
        long fromUs,
        long toUs) {

    /// The runs of the newest sessions that touch a time.
    ///
    /// @param except a session that is not looked at
    static List<RadioRun> touching(SessionStore store, long except, long fromUs, long toUs) {
        List<RadioRun> found = new ArrayList<>();
        for (SessionInfo session :
                store.sessions(SessionQuery.newest(SessionQuery.MAX_LIMIT)).sessions()) {
            if (session.id() != except && session.started() != null) {
                for (RadioRun run : of(store, session, fromUs, toUs)) {
                    if (run.sharedUs(fromUs, toUs) > 0) {
                        found.add(run);
                    }
                }
            }
        }
        return found;
    }

    private static List<RadioRun> of(
            SampleReader reader, SessionInfo session, long fromUs, long toUs) {
        Map<Boolean, List<ChannelSummary>> byRadio =
                reader.channels(session.id()).stream()
                        .collect(Collectors.partitioningBy(s -> isRadio(s.channel())));
        // An import that has both kinds was put together from a radio recording already.
        boolean copy =
                session.origin() == SessionOrigin.IMPORTED
                        && !byRadio.getOrDefault(false, List.of()).isEmpty();
        List<RadioRun> runs = new ArrayList<>();
        if (!copy) {
            byRadio.getOrDefault(true, List.of()).stream()
                    .collect(Collectors.groupingBy(s -> s.channel().source()))
                    .forEach(
                            (source, own) -> {
                                if (mayTouch(own, fromUs, toUs)) {
                                    runs.add(run(reader, session, source, own));
                                }
                            });
        }
        return runs;
    }

    // The car's times need not be read for this where they are known, only their range.
    private static boolean mayTouch(List<ChannelSummary> channels, long fromUs, long toUs) {
        return channels.stream()
                .filter(s -> s.channel().name().equals(RadioChannel.CAR_TIME))
                .allMatch(s -> s.max() * 1e6 >= fromUs && s.min() * 1e6 <= toUs);
    }

    private static RadioRun run(
            SampleReader reader,
            SessionInfo session,
            String source,
            List<ChannelSummary> channels) {
        CarTimes times = CarTimes.of(reader, session.id(), source);
        long first = channels.stream().mapToLong(ChannelSummary::firstNs).min().orElse(0);
        long last = channels.stream().mapToLong(ChannelSummary::lastNs).max().orElse(0);
        return new RadioRun(
                session,
                source,
                times,
                channels,
                times.epochMicrosOf(first),
                times.epochMicrosOf(last));
    }

    /// Whether a channel came by radio.
    static boolean isRadio(Channel channel) {
        return channel.source().equals(RadioChannel.SOURCE)
                || channel.source().startsWith(RadioChannel.SOURCE + "-");
    }

    /// Whether a channel of a radio source is a measurement of the car.
    static boolean isOfTheCar(Channel channel) {
        return !RadioChannel.OF_THE_RECEIVER.contains(channel.name());
    }

    /// How much of a time it shares, in microseconds; negative if it lies beside it.
    long sharedUs(long otherFromUs, long otherToUs) {
        return Math.min(toUs, otherToUs) - Math.max(fromUs, otherFromUs);
    }

    boolean overlaps(RadioRun other) {
        return sharedUs(other.fromUs, other.toUs) > 0;
    }
}
