package io.cartelem.core.alert;

import io.cartelem.core.model.Marker;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An alert as the markers of a recording tell it.
///
/// @param name of the rule
/// @param sentence what was found
/// @param timeNs when it was raised, nanoseconds since the session's start
/// @param lastedNs how long, −1 if the recording does not show its end
/// @param acknowledgedBy who took note, null if nobody did
/// @param markers those that tell it, in the order of time
public record AlertMark(
        String name,
        String sentence,
        long timeNs,
        long lastedNs,
        @Nullable String acknowledgedBy,
        List<Marker> markers) {

    public AlertMark {
        markers = List.copyOf(markers);
    }

    private static final Pattern RAISED =
            Pattern.compile(
                    "(.{1,60}?): (nothing for \\S+ s"
                            + "|.+, (above|below|rises faster than|falls faster than) .+)");
    private static final Pattern OVER = Pattern.compile("(.{1,60}?): over after (\\d+) s");
    private static final Pattern NOTED = Pattern.compile("(.{1,60}?): acknowledged by (.+)");

    /// The text of the marker that says that the cause is gone.
    static String over(AlertRule rule, double seconds) {
        return String.format(Locale.ROOT, "%s: over after %.0f s", rule.name(), seconds);
    }

    /// The text of the marker that says that a person took note.
    static String noted(AlertRule rule, String who) {
        return rule.name() + ": acknowledged by " + who;
    }

    /// Whether a marker was set by an alert, not by a person.
    public static boolean is(Marker marker) {
        String text = marker.text();
        return RAISED.matcher(text).matches()
                || OVER.matcher(text).matches()
                || NOTED.matcher(text).matches();
    }

    /// Whether a marker says that an alert was raised.
    public static boolean isRaised(Marker marker) {
        return RAISED.matcher(marker.text()).matches();
    }

    /// The alerts among `markers`, in their order.
    ///
    /// @param markers in the order of time
    public static List<AlertMark> read(List<Marker> markers) {
        List<AlertMark> alerts = new ArrayList<>();
        for (Marker marker : markers) {
            Matcher raised = RAISED.matcher(marker.text());
            Matcher over = OVER.matcher(marker.text());
            Matcher noted = NOTED.matcher(marker.text());
            if (raised.matches()) {
                alerts.add(
                        new AlertMark(
                                raised.group(1),
                                marker.text(),
                                marker.timeNs(),
                                -1,
                                null,
                                List.of(marker)));
            } else if (over.matches()) {
                int at = last(alerts, over.group(1), true);
                if (at >= 0) {
                    alerts.set(at, alerts.get(at).endedBy(marker));
                }
            } else if (noted.matches()) {
                int at = last(alerts, noted.group(1), false);
                if (at >= 0) {
                    alerts.set(at, alerts.get(at).notedBy(noted.group(2), marker));
                }
            }
        }
        return List.copyOf(alerts);
    }

    private static int last(List<AlertMark> alerts, String name, boolean lasting) {
        for (int i = alerts.size() - 1; i >= 0; i--) {
            AlertMark alert = alerts.get(i);
            boolean open = lasting ? alert.lastedNs() < 0 : alert.acknowledgedBy() == null;
            if (alert.sentence().startsWith(name + ": ") && open) {
                return i;
            }
        }
        return -1;
    }

    private AlertMark endedBy(Marker end) {
        return new AlertMark(
                name,
                sentence,
                timeNs,
                Math.max(0, end.timeNs() - timeNs),
                acknowledgedBy,
                with(end));
    }

    private AlertMark notedBy(String who, Marker note) {
        return new AlertMark(name, sentence, timeNs, lastedNs, who, with(note));
    }

    private List<Marker> with(Marker more) {
        return Stream.concat(markers.stream(), Stream.of(more)).toList();
    }
}
