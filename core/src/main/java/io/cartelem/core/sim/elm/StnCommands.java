package io.cartelem.core.sim.elm;

import io.cartelem.core.collect.transport.LinkException;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ST commands of an STN chip that a telemetry client can want.
final class StnCommands {
    private static final Pattern BAUD = Pattern.compile("STS?BR([0-9]{4,7})");
    private static final Pattern TRANSMIT = Pattern.compile("STPX(.+)");
    private static final Pattern ACCEPTED =
            Pattern.compile(
                    "ST(?:BRT[0-9]+|PTO[0-9]+|PTOT[0-9]+|FAP.+|FCP.*|FAC|CMM[01]|PO|CAFCP.*)");
    private static final int FASTEST = 10_000_000;
    private static final Duration BAUD_WINDOW = Duration.ofSeconds(1);

    private StnCommands() {}

    /// Runs a command; what is unknown gets a `?`.
    ///
    /// @param command upper case, without spaces, beginning with `ST`
    /// @param stn what the chip says it is
    static void run(ElmSession session, String command, String stn)
            throws LinkException, InterruptedException {
        session.pause(session.profile().timing().command());
        Matcher baud = BAUD.matcher(command);
        Matcher transmit = TRANSMIT.matcher(command);
        if (baud.matches()) {
            int rate = Integer.parseInt(baud.group(1));
            if (rate > FASTEST) {
                session.line("?");
            } else {
                BaudSwitch.attempt(session, rate, stn, BAUD_WINDOW);
            }
        } else if (transmit.matches()) {
            transmit(session, transmit.group(1));
        } else if (ACCEPTED.matcher(command).matches()) {
            session.line("OK");
        } else {
            session.line(
                    switch (command) {
                        case "STI" -> stn;
                        case "STDI" -> "OBDLink EX r1.0";
                        case "STMFR" -> "OBD Solutions LLC";
                        case "STSN" -> "220112345678";
                        case "STVR" -> String.format(Locale.ROOT, "%.2fV", session.voltage());
                        case "STPC" -> {
                            session.state().connected = false;
                            yield "OK";
                        }
                        case "STPR" -> stnProtocol(session);
                        case "STPRS" -> session.vehicle().settings().protocol().title();
                        default -> "?";
                    });
        }
    }

    /// `STPX H:hhh, D:…, R:n, T:ms`: one message with its own header and number of replies.
    private static void transmit(ElmSession session, String arguments)
            throws LinkException, InterruptedException {
        ElmState state = session.state();
        String header = state.header;
        String data = "";
        int replies = 0;
        int timeoutMs = state.timeout * 4;
        for (String argument : arguments.split(",", -1)) {
            String value = argument.length() < 3 ? "" : argument.substring(2);
            boolean number = !value.isEmpty() && value.chars().allMatch(Character::isDigit);
            switch (argument.length() < 2 ? "" : argument.substring(0, 2)) {
                case "H:" -> header = value;
                case "D:" -> data = value;
                case "R:" -> replies = number ? Math.min(Integer.parseInt(value), 255) : -1;
                case "T:" ->
                        timeoutMs = number && value.length() < 6 ? Integer.parseInt(value) : -1;
                default -> replies = -1;
            }
        }
        boolean hex = data.matches("(?:[0-9A-F]{2}){1,8}");
        boolean usable = header == null || header.matches("[0-9A-F]{3,8}");
        if (!hex || !usable || replies < 0 || timeoutMs < 0) {
            session.line("?");
            return;
        }
        new Bus(session).request(HexFormat.of().parseHex(data), header, replies, timeoutMs);
    }

    /// STN chips number their protocols on their own; these are the ones of the OBD buses.
    private static String stnProtocol(ElmSession session) {
        return switch (session.vehicle().settings().protocol()) {
            case J1850_PWM -> "11";
            case J1850_VPW -> "12";
            case ISO_9141_2 -> "21";
            case KWP_SLOW -> "22";
            case KWP_FAST -> "23";
            case CAN_11_500 -> "33";
            case CAN_29_500 -> "34";
            case CAN_11_250 -> "35";
            case CAN_29_250 -> "36";
        };
    }
}
