package io.cartelem.core.sensor.format;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The sentences of RaceChrono's interface for home-made loggers ("Tutorial: DIY devices",
/// racechrono.com/article/2572):
///
/// ```
/// $RC2,time,count,xacc,yacc,zacc,rpm,d2,a1,…,a8*checksum
/// $RC3,time,count,xacc,yacc,zacc,gyrox,gyroy,gyroz,rpm,d2,a1,…,a15*checksum
/// ```
///
/// Empty fields have no value, and trailing ones may be missing. Sentences of a satellite receiver
/// in the same stream are passed over.
public final class RaceChronoFormat implements LineFormat {
    /// The names of the fields of `$RC3` in their order, behind which `$RC2` lacks some.
    private static final List<String> RC3 = fields(true, 15);

    private static final List<String> RC2 = fields(false, 8);

    private final int[] rc2;
    private final int[] rc3;

    RaceChronoFormat(List<String> froms) {
        rc2 = new int[froms.size()];
        rc3 = new int[froms.size()];
        for (int i = 0; i < froms.size(); i++) {
            rc2[i] = RC2.indexOf(froms.get(i));
            rc3[i] = RC3.indexOf(froms.get(i));
            if (rc3[i] < 0) {
                throw new IllegalArgumentException(
                        "from is \"" + froms.get(i) + "\"; there are " + String.join(", ", RC3));
            }
        }
    }

    /// The names of all fields, those of time and count first.
    public static List<String> fields() {
        return RC3;
    }

    private static List<String> fields(boolean gyro, int analog) {
        List<String> names = new ArrayList<>(List.of("time", "count", "acc_x", "acc_y", "acc_z"));
        if (gyro) {
            names.addAll(List.of("gyro_x", "gyro_y", "gyro_z"));
        }
        names.addAll(List.of("rpm", "digital_2"));
        for (int i = 1; i <= analog; i++) {
            names.add("analog_" + i);
        }
        return List.copyOf(names);
    }

    @Override
    public LineResult read(String line) {
        int start = line.indexOf('$');
        if (start < 0) {
            return new LineResult.Refused("the line is no sentence: it has no $");
        }
        boolean first = line.startsWith("$RC2,", start);
        if (!first && !line.startsWith("$RC3,", start)) {
            return new LineResult.Nothing("another sentence");
        }
        int star = line.indexOf('*', start);
        if (star < 0) {
            return new LineResult.Refused("the sentence has no checksum");
        }
        if (!NmeaFormat.matches(line, start + 1, star)) {
            // a common mistake, and hard to find for who made it
            return new LineResult.Refused(
                    NmeaFormat.matches(line, start, star)
                            ? "the checksum counts the $, which it must not"
                            : "the checksum is wrong");
        }
        String[] fields = line.substring(start + 5, star).split(",", -1);
        if (fields.length > (first ? RC2 : RC3).size()) {
            return new LineResult.Refused("the sentence has more fields than RaceChrono knows");
        }
        int[] places = first ? rc2 : rc3;
        @Nullable String[] row = new @Nullable String[places.length];
        for (int i = 0; i < places.length; i++) {
            boolean there = places[i] >= 0 && places[i] < fields.length;
            row[i] = there ? fields[places[i]].strip() : null;
        }
        return new LineResult.Rows(List.<@Nullable String[]>of(row));
    }
}
