package io.cartelem.core.lap.session;

import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapComparison;
import io.cartelem.core.lap.Reason;
import io.cartelem.core.lap.Sector;
import io.cartelem.core.lap.session.SessionComparison.ChannelPair;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes laps and comparisons as CSV (RFC 4180): in English and SI units, which stand in the names
/// of the columns, so that a file means the same for everybody. Values of channels keep the unit in
/// which they were recorded, in brackets. What is not known is an empty field. A spreadsheet takes
/// no field for a formula: each is a number or begins with a word of this class. Any thread.
public final class LapCsv {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private LapCsv() {}

    /// One line for each lap.
    public static void laps(SessionLaps laps, Appendable out) throws IOException {
        int sectors = laps.course() == null ? 1 : laps.course().sectors();
        List<String> head =
                new ArrayList<>(
                        List.of(
                                "lap",
                                "start_s",
                                "time_s",
                                "uncertainty_s",
                                "distance_m",
                                "max_speed_m_per_s"));
        for (int i = 1; i <= sectors && sectors > 1; i++) {
            head.add("sector_" + i + "_s");
            head.add("sector_" + i + "_uncertainty_s");
        }
        head.addAll(List.of("counts", "best", "reasons"));
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        printer.printRecord(head);
        int best = laps.table().best().map(Lap::number).orElse(0);
        for (Lap lap : laps.table().laps()) {
            List<Object> row = new ArrayList<>();
            row.add(lap.number());
            row.add(seconds(lap.startNs()));
            row.add(seconds(lap.timeNs()));
            row.add(seconds(lap.uncertaintyNs()));
            row.add(number(lap.metres(), 1));
            row.add(number(lap.maxSpeed(), 2));
            for (int i = 0; i < sectors && sectors > 1; i++) {
                Sector sector = i < lap.sectors().size() ? lap.sectors().get(i) : Sector.UNKNOWN;
                row.add(sector.isKnown() ? seconds(sector.timeNs()) : "");
                row.add(sector.isKnown() ? seconds(sector.uncertaintyNs()) : "");
            }
            row.add(lap.counts());
            row.add(lap.number() == best);
            row.add(lap.reasons().stream().map(Reason::sentence).collect(Collectors.joining("; ")));
            printer.printRecord(row);
        }
        printer.flush();
    }

    /// One line for each place of the reference.
    public static void comparison(SessionComparison laps, Appendable out) throws IOException {
        LapComparison compared = laps.byDistance();
        List<String> head =
                new ArrayList<>(
                        List.of(
                                "distance_m",
                                "reference_time_s",
                                "lap_time_s",
                                "gap_s",
                                "reference_speed_m_per_s",
                                "lap_speed_m_per_s"));
        for (ChannelPair pair : laps.channels()) {
            String unit = pair.channel().unit();
            String name = pair.channel().id() + (unit.isEmpty() ? "" : " [" + unit + "]");
            head.add("reference " + name);
            head.add("lap " + name);
        }
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        printer.printRecord(head);
        for (int i = 0; i < compared.metres().length; i++) {
            List<String> row = new ArrayList<>();
            row.add(number(compared.metres()[i], 2));
            row.add(number(compared.reference()[i], 4));
            row.add(number(compared.lap()[i], 4));
            row.add(number(compared.gap(i), 4));
            row.add(number(compared.referenceSpeeds()[i], 3));
            row.add(number(compared.lapSpeeds()[i], 3));
            for (ChannelPair pair : laps.channels()) {
                int decimals = pair.channel().decimals() + 1;
                row.add(number(pair.reference()[i], decimals));
                row.add(number(pair.lap()[i], decimals));
            }
            printer.printRecord(row);
        }
        printer.flush();
    }

    private static String seconds(long ns) {
        return number(ns / 1e9, 4);
    }

    private static String number(double value, int decimals) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
