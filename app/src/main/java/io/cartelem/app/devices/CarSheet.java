package io.cartelem.app.devices;

import io.cartelem.app.text.Format;
import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;
import io.cartelem.core.obd.diag.ControlUnit;
import io.cartelem.core.obd.diag.FreezeFrame;
import io.cartelem.core.obd.diag.Readiness;
import io.cartelem.core.obd.diag.TroubleCode;
import io.cartelem.core.obd.diag.VehicleReport;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;

/// What a car said about itself, in the words and units of this person.
///
/// @param lamp whether a control unit lights the warning lamp
/// @param facts about car, adapter and bus
/// @param groups trouble codes: stored, pending, permanent
/// @param frames what was kept with the codes
/// @param units the control units
/// @param remarks what could not be read
record CarSheet(
        boolean lamp,
        List<Fact> facts,
        List<Codes> groups,
        List<Frame> frames,
        List<Unit> units,
        List<String> remarks) {

    /// A term and what holds for it.
    record Fact(String term, String text) {}

    /// Trouble codes of one kind.
    ///
    /// @param key of its text, for example `diagnostics.stored`
    /// @param none what to say where there are no codes
    record Codes(String key, String title, List<Code> codes, String none) {}

    /// One trouble code.
    ///
    /// @param unit the control unit that reports it, empty if not known
    record Code(String code, String meaning, String unit) {}

    /// One freeze frame.
    record Frame(String title, List<Fact> values) {}

    /// One control unit.
    ///
    /// @param readiness in a sentence, empty if it does not say
    record Unit(String name, String details, String readiness, List<Monitor> monitors) {}

    /// One self-test of a control unit.
    record Monitor(String name, boolean complete) {}

    static CarSheet of(VehicleReport report, Presentation presentation) {
        return new Writer(presentation).sheet(report);
    }

    /// Finds the words.
    private record Writer(Presentation presentation) {

        CarSheet sheet(VehicleReport report) {
            return new CarSheet(
                    report.milOn(),
                    facts(report),
                    List.of(
                            codes("diagnostics.stored", report.stored()),
                            codes("diagnostics.pending", report.pending()),
                            codes("diagnostics.permanent", report.permanent())),
                    report.freezeFrames().stream().map(this::frame).toList(),
                    report.units().stream().map(this::unit).toList(),
                    report.remarks().stream().map(presentation.texts()::sentence).toList());
        }

        private List<Fact> facts(VehicleReport report) {
            List<Fact> facts = new ArrayList<>();
            String vin = report.vin();
            facts.add(fact("vin", vin == null ? say("diagnostics.not_told") : vin));
            facts.add(fact("adapter", report.adapter()));
            facts.add(fact("protocol", report.protocol()));
            facts.add(
                    fact(
                            "battery",
                            Double.isNaN(report.volts())
                                    ? say("diagnostics.not_measured")
                                    : Format.number(report.volts(), 1) + " V"));
            facts.add(
                    fact(
                            "lamp",
                            say(report.milOn() ? "diagnostics.lamp_on" : "diagnostics.lamp_off")));
            facts.add(
                    fact(
                            "taken",
                            DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
                                    .withLocale(presentation.texts().locale())
                                    .withZone(ZoneId.systemDefault())
                                    .format(report.takenUtc())));
            return facts;
        }

        private Fact fact(String term, String text) {
            return new Fact(say("diagnostics." + term), text);
        }

        private Codes codes(String key, List<TroubleCode> codes) {
            return new Codes(
                    key,
                    say(key),
                    codes.stream().map(c -> new Code(c.code(), c.meaning(), at(c.ecu()))).toList(),
                    say("diagnostics.no_codes"));
        }

        private Frame frame(FreezeFrame frame) {
            return new Frame(
                    presentation.text(
                            "diagnostics.frame", frame.code().code(), frame.code().meaning()),
                    frame.values().stream().map(this::value).toList());
        }

        private Fact value(FreezeFrame.Value value) {
            Channel channel = value.channel();
            Measure measure = presentation.units().measure(channel.unit());
            return new Fact(
                    presentation.texts().channel(channel),
                    Format.number(
                                    measure.shown(value.value()),
                                    channel.decimals() + measure.decimals())
                            + (measure.symbol().isEmpty() ? "" : " " + measure.symbol()));
        }

        private Unit unit(ControlUnit unit) {
            String name = unit.name();
            List<String> details = new ArrayList<>();
            details.add(presentation.text("diagnostics.pids", unit.supportedPids()));
            details.addAll(unit.calibrations());
            return new Unit(
                    name == null || name.isBlank()
                            ? say("diagnostics.unit") + at(unit.ecu(), " ")
                            : name + at(unit.ecu(), "   "),
                    String.join("   ·   ", details),
                    readiness(unit.readiness()),
                    monitors(unit.readiness()));
        }

        private String readiness(@Nullable Readiness readiness) {
            if (readiness == null) {
                return "";
            }
            long open = readiness.monitors().stream().filter(m -> !m.complete()).count();
            return open == 0
                    ? say("diagnostics.ready")
                    : presentation.text("diagnostics.not_ready", open, readiness.monitors().size());
        }

        private static List<Monitor> monitors(@Nullable Readiness readiness) {
            return readiness == null
                    ? List.of()
                    : readiness.monitors().stream()
                            .map(m -> new Monitor(m.name(), m.complete()))
                            .toList();
        }

        private static String at(String ecu, String before) {
            String where = at(ecu);
            return where.isEmpty() ? "" : before + where;
        }

        /// A report without headers calls every unit `0`, which tells nothing.
        private static String at(String ecu) {
            return ecu.equals("0") ? "" : ecu;
        }

        private String say(String key) {
            return presentation.text(key);
        }
    }
}
