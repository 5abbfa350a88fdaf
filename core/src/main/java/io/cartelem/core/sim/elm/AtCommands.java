package io.cartelem.core.sim.elm;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.sim.car.ObdProtocol;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The AT commands of the ELM327 data sheet, without the spaces that a user may write in them.
final class AtCommands {
    private static final String OK = "OK";

    @FunctionalInterface
    private interface Action {
        void run(ElmSession session, Matcher command) throws LinkException, InterruptedException;
    }

    @FunctionalInterface
    private interface Setting {
        void set(ElmState state, Matcher command);
    }

    private record Rule(Pattern pattern, Action action) {}

    private static final List<Rule> RULES =
            List.of(
                    rule("Z", (s, m) -> restart(s, s.profile().timing().reset())),
                    rule("WS", (s, m) -> restart(s, s.profile().timing().reset().dividedBy(10))),
                    setting("D", (state, m) -> state.defaults()),
                    rule("I", (s, m) -> s.line(s.profile().version())),
                    rule("@1", (s, m) -> s.line(s.profile().description())),
                    setting("E([01])", (state, m) -> state.echo = on(m)),
                    setting("L([01])", (state, m) -> state.linefeeds = on(m)),
                    setting("S([01])", (state, m) -> state.spaces = on(m)),
                    setting("H([01])", (state, m) -> state.headers = on(m)),
                    setting("R([01])", (state, m) -> state.responses = on(m)),
                    setting("D([01])", (state, m) -> state.showLength = on(m)),
                    setting("CAF([01])", (state, m) -> state.formatting = on(m)),
                    setting("CFC([01])", (state, m) -> state.flowControl = on(m)),
                    setting("AT([012])", (state, m) -> state.adaptive = number(m)),
                    setting("ST([0-9A-F]{2})", (state, m) -> timeout(state, number(m))),
                    setting("SP(A?)([0-9A-C])", (state, m) -> protocol(state, m, true)),
                    setting("SP()([0-9A-C])A", (state, m) -> protocol(state, m, true)),
                    setting("SP(0)([0-9A-C])", (state, m) -> protocol(state, m, true)),
                    setting("TP(A?)([0-9A-C])", (state, m) -> protocol(state, m, false)),
                    rule("DPN", (s, m) -> s.line(protocolNumber(s))),
                    rule("DP", (s, m) -> s.line(protocolTitle(s))),
                    rule("RV", (s, m) -> s.line(voltage(s))),
                    rule("IGN", (s, m) -> s.line(s.vehicle().now().ignition() ? "ON" : "OFF")),
                    setting("PC", (state, m) -> state.connected = false),
                    setting("SH([0-9A-F]{3}|[0-9A-F]{6}|[0-9A-F]{8})", AtCommands::header),
                    setting("CRA([0-9A-FX]{3}|[0-9A-FX]{8})", AtCommands::receiver),
                    setting("(?:CRA|AR)", (state, m) -> state.anyReceiver()),
                    setting("CF([0-9A-F]{3}|[0-9A-F]{8})", (state, m) -> state.filter = number(m)),
                    setting("CM([0-9A-F]{3}|[0-9A-F]{8})", (state, m) -> state.mask = number(m)),
                    setting("BRT([0-9A-F]{2})", (state, m) -> state.baudTimeoutMs = number(m) * 5),
                    rule("BRD([0-9A-F]{2})", AtCommands::baud),
                    rule("MA", AtCommands::monitor),
                    rule("(?:MR|MT)[0-9A-F]{2}", AtCommands::monitor),
                    rule("LP", AtCommands::sleep),
                    rule("CS", (s, m) -> s.line("T:00 R:00")),
                    rule("(?:BI|FI|SI)", AtCommands::initialise),
                    accepted("AL|NL|M[01]|V[01]|CSM[01]|KW[01]|FE|JE|JS"),
                    accepted("CV[0-9]{4}|SD[0-9A-F]{2}|SW[0-9A-F]{2}|IIA[0-9A-F]{2}"),
                    accepted("CP[0-9A-F]{2}|CEA(?:[0-9A-F]{2})?|RA[0-9A-F]{2}|SR[0-9A-F]{2}"),
                    accepted("TA[0-9A-F]{2}|FCSM[012]|FCSH[0-9A-F]{3,8}|FCSD[0-9A-F]{2,10}"),
                    accepted("IB(?:10|48|96)|IFR[0-2]|WM[0-9A-F]{2,12}|PB[0-9A-F]{4}|SS"),
                    accepted("PP(?:[0-9A-F]{2})(?:ON|OFF|SV[0-9A-F]{2})"));

    private AtCommands() {}

    /// Runs a command; what is unknown or lacking in the profile gets a `?`.
    ///
    /// @param command upper case, without spaces, beginning with `AT`
    static void run(ElmSession session, String command) throws LinkException, InterruptedException {
        session.pause(session.profile().timing().command());
        boolean missing = session.profile().missing().stream().anyMatch(command::startsWith);
        if (!missing) {
            for (Rule rule : RULES) {
                Matcher matcher = rule.pattern().matcher(command);
                if (matcher.matches()) {
                    rule.action().run(session, matcher);
                    return;
                }
            }
        }
        session.line("?");
    }

    private static Rule rule(String pattern, Action action) {
        return new Rule(Pattern.compile("AT" + pattern), action);
    }

    private static Rule setting(String pattern, Setting setting) {
        return rule(
                pattern,
                (session, command) -> {
                    setting.set(session.state(), command);
                    session.line(OK);
                });
    }

    /// Commands that concern wires and options which make no difference to this car.
    private static Rule accepted(String patterns) {
        return rule("(?:" + patterns + ")", (session, command) -> session.line(OK));
    }

    private static boolean on(Matcher command) {
        return command.group(1).equals("1");
    }

    private static int number(Matcher command) {
        return Integer.parseUnsignedInt(command.group(1), 16);
    }

    static void restart(ElmSession session, Duration time)
            throws LinkException, InterruptedException {
        session.pause(time);
        session.state().reset();
        session.console().text(session.state().newline() + session.state().newline());
        session.line(session.profile().version());
    }

    private static void timeout(ElmState state, int value) {
        state.timeout = value == 0 ? ElmState.DEFAULT_TIMEOUT : value;
    }

    private static void protocol(ElmState state, Matcher command, boolean save) {
        boolean automatic = !command.group(1).isEmpty();
        char number = command.group(2).charAt(0);
        if (save) {
            state.saveProtocol(number, automatic);
        } else {
            state.protocol(number, automatic);
        }
    }

    private static String protocolNumber(ElmSession session) {
        ElmState state = session.state();
        return (state.automatic ? "A" : "") + state.protocol;
    }

    private static String protocolTitle(ElmSession session) {
        ElmState state = session.state();
        String title = "";
        for (ObdProtocol protocol : ObdProtocol.values()) {
            if (protocol.number() == state.protocol) {
                title = protocol.title();
            }
        }
        if (title.isEmpty() || !state.automatic) {
            return title.isEmpty() ? "AUTO" : title;
        }
        return "AUTO, " + title;
    }

    private static String voltage(ElmSession session) {
        return String.format(Locale.ROOT, "%.1fV", session.voltage());
    }

    private static void header(ElmState state, Matcher command) {
        state.header = command.group(1);
    }

    private static void receiver(ElmState state, Matcher command) {
        String address = command.group(1);
        state.filter = Integer.parseUnsignedInt(address.replace('X', '0'), 16);
        StringBuilder mask = new StringBuilder();
        address.chars().forEach(c -> mask.append(c == 'X' ? '0' : 'F'));
        state.mask = Integer.parseUnsignedInt(mask.toString(), 16);
    }

    /// The data sheet's "Using higher RS232 baud rates": OK without a prompt, the name at the new
    /// rate, and back to the old rate unless a carriage return comes in time.
    private static void baud(ElmSession session, Matcher command)
            throws LinkException, InterruptedException {
        int divisor = number(command);
        if (divisor < 8) {
            session.line("?");
            return;
        }
        BaudSwitch.attempt(
                session, 4_000_000 / divisor, session.profile().version(), Duration.ZERO);
    }

    private static void monitor(ElmSession session, Matcher command)
            throws LinkException, InterruptedException {
        session.console().flush();
        // nothing is sent unasked on the diagnostic connector of this car: its gateway sees to that
        session.console().read();
        session.line("STOPPED");
    }

    private static void sleep(ElmSession session, Matcher command) {
        session.state().asleep = true;
        session.line(OK);
    }

    private static void initialise(ElmSession session, Matcher command)
            throws LinkException, InterruptedException {
        if (new Bus(session).connect()) {
            session.line(OK);
        }
    }
}
