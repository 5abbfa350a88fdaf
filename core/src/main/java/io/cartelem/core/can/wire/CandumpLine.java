package io.cartelem.core.can.wire;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the lines that `candump -L` of can-utils writes (`can-utils/lib.c`, the format of log
/// files):
///
/// ```
/// (1436509052.249713) vcan0 044#2A366C2BBA      3 digits: 11-bit identifier
/// (1436509052.449847) vcan0 00000123#R8         8 digits: 29-bit identifier; R: remote frame
/// (1436509052.650004) can0 123##1AABBCC         CAN FD, the digit behind ## are its flags
/// (1436509052.650004) can0 123#1122 R           -x adds the direction
/// ```
///
/// Buses are numbered in the order of their first frames. Used by one thread.
final class CandumpLine {
    private static final int MOST_BUSES = 16;
    private static final int LONGEST_BUS = 32;
    private static final int MOST_SECONDS_DIGITS = 10;
    private static final long ERROR_FLAG = 0x2000_0000L;
    private static final long MAX_EXTENDED = 0x1FFF_FFFFL;
    private static final long MAX_STANDARD = 0x7FFL;

    private final List<byte[]> buses = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private byte[] line = new byte[0];
    private int at;
    private int end;

    /// The names of the buses heard so far; a frame's bus is an index into it.
    List<String> buses() {
        return names;
    }

    /// Reads one line without its end.
    ///
    /// @return why it is none, null if `frame` was filled
    @Nullable String read(byte[] bytes, int from, int to, long arrivalNs, CanFrame frame) {
        line = bytes;
        at = from + 1; // behind the parenthesis by which it was recognised
        end = to;
        long stampNs = stamp();
        if (stampNs < 0) {
            return "candump line without a readable time";
        }
        int bus = bus();
        if (bus < 0) {
            return "candump line without a bus name, or more than " + MOST_BUSES + " buses";
        }
        int hash = at;
        while (hash < end && line[hash] != '#') {
            hash++;
        }
        int digits = hash - at;
        if (hash == end || (digits != 3 && digits != 8)) {
            return "candump line without an identifier of 3 or 8 digits";
        }
        long id = Hex.number(line, at, hash);
        boolean extended = digits == 8;
        boolean error = extended && (id & ~MAX_EXTENDED) == ERROR_FLAG;
        if (id < 0 || (!error && id > (extended ? MAX_EXTENDED : MAX_STANDARD))) {
            return "candump line with an impossible identifier";
        }
        frame.begin((int) (id & MAX_EXTENDED), extended, bus, arrivalNs);
        frame.stamp(stampNs);
        if (error) {
            frame.markError();
        }
        at = hash + 1;
        end = withoutDirection();
        if (at < end && line[at] == '#') {
            at++;
            return flexible(frame);
        }
        return at < end && line[at] == 'R' ? remote(frame) : classic(frame);
    }

    /// Nanoseconds since 1970, -1 if unreadable; moves behind the blank.
    private long stamp() {
        int start = at;
        long seconds = 0;
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            seconds = seconds * 10 + (line[at++] - '0');
            if (at - start > MOST_SECONDS_DIGITS) {
                return -1;
            }
        }
        if (at == start || at >= end || line[at++] != '.') {
            return -1;
        }
        long fraction = 0;
        int digits = 0;
        while (at < end && digits < 9 && line[at] >= '0' && line[at] <= '9') {
            fraction = fraction * 10 + (line[at++] - '0');
            digits++;
        }
        if (digits == 0 || at + 1 >= end || line[at] != ')' || line[at + 1] != ' ') {
            return -1;
        }
        at += 2;
        for (; digits < 9; digits++) {
            fraction *= 10;
        }
        // ten digits of seconds reach the year 2286 and would overflow as nanoseconds
        return seconds > Long.MAX_VALUE / 1_000_000_000L - 1
                ? -1
                : seconds * 1_000_000_000L + fraction;
    }

    /// The bus's number, -1 for none; moves behind the blank.
    private int bus() {
        int start = at;
        while (at < end && line[at] > ' ' && line[at] != '#' && line[at] < 0x7F) {
            at++;
        }
        int length = at - start;
        if (length == 0 || length > LONGEST_BUS || at >= end || line[at] != ' ') {
            return -1;
        }
        at++;
        for (int i = 0; i < buses.size(); i++) {
            if (Arrays.equals(buses.get(i), 0, buses.get(i).length, line, start, start + length)) {
                return i;
            }
        }
        if (buses.size() == MOST_BUSES) {
            return -1;
        }
        byte[] name = Arrays.copyOfRange(line, start, start + length);
        buses.add(name);
        names.add(new String(name, StandardCharsets.US_ASCII));
        return buses.size() - 1;
    }

    /// The end of the frame where option -x has added ` R` or ` T`.
    private int withoutDirection() {
        boolean has =
                end - at >= 2
                        && line[end - 2] == ' '
                        && (line[end - 1] == 'R' || line[end - 1] == 'T');
        return has ? end - 2 : end;
    }

    @Nullable
    private String remote(CanFrame frame) {
        boolean bare = end - at == 1;
        boolean withLength = end - at == 2 && Hex.digit(line[at + 1]) >= 0;
        if (!bare && !withLength) {
            return "candump line with an unreadable remote frame";
        }
        frame.markRemote();
        frame.end(0);
        return null;
    }

    @Nullable
    private String classic(CanFrame frame) {
        // option -8 appends the raw length code of a frame of eight bytes
        boolean rawLength = end - at == 18 && line[end - 2] == '_' && Hex.digit(line[end - 1]) > 8;
        String wrong = data(frame, rawLength ? end - 2 : end);
        if (wrong == null && frame.length() > 8) {
            return "candump line with more than 8 bytes in a classic frame";
        }
        return wrong;
    }

    @Nullable
    private String flexible(CanFrame frame) {
        if (at >= end || Hex.digit(line[at]) < 0) {
            return "candump line with unreadable CAN FD flags";
        }
        at++;
        String wrong = data(frame, end);
        if (wrong == null && !FdLengths.possible(frame.length())) {
            return "candump line with a length that no CAN FD frame has";
        }
        return wrong;
    }

    @Nullable
    private String data(CanFrame frame, int stop) {
        int digits = stop - at;
        if ((digits & 1) != 0) {
            return "candump line with half a data byte";
        }
        int count = digits / 2;
        if (count > CanFrame.MAX_DATA) {
            return "candump line with more than 64 data bytes";
        }
        for (int i = 0; i < count; i++) {
            int value = Hex.pair(line, at + 2 * i);
            if (value < 0) {
                return "candump line with data that is not hexadecimal";
            }
            frame.set(i, value);
        }
        frame.end(count);
        return null;
    }
}
