package io.cartelem.core.can.dbc;

import io.cartelem.core.can.dbc.DbcCursor.Unexpected;
import io.cartelem.core.can.dbc.DbcSignal.Form;
import io.cartelem.core.can.dbc.DbcToken.Kind;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads what telemetry needs of a DBC file (Vector, "DBC File Format Documentation" 1.0):
/// messages, signals, multiplexing also in several levels, floats, words for values, comments.
/// Everything else is skipped. A statement that is not understood is left out and told; the rest of
/// the file is used.
final class DbcParser {
    private static final long EXTENDED = 0x8000_0000L;

    /// The pseudo message that holds signals of no message.
    private static final String NO_MESSAGE = "VECTOR__INDEPENDENT_SIG_MSG";

    private static final int MOST_PROBLEMS = 100;
    private static final Set<String> SECTIONS =
            Set.of(
                    "VERSION",
                    "NS_",
                    "BS_",
                    "BU_",
                    "VAL_TABLE_",
                    "BO_",
                    "SG_",
                    "BO_TX_BU_",
                    "EV_",
                    "ENVVAR_DATA_",
                    "EV_DATA_",
                    "SGTYPE_",
                    "SGTYPE_VAL_",
                    "SIG_TYPE_REF_",
                    "SIGTYPE_VALTYPE_",
                    "SIG_GROUP_",
                    "SIG_VALTYPE_",
                    "SG_MUL_VAL_",
                    "CM_",
                    "BA_DEF_",
                    "BA_DEF_DEF_",
                    "BA_DEF_SGTYPE_",
                    "BA_DEF_REL_",
                    "BA_DEF_DEF_REL_",
                    "BA_",
                    "BA_SGTYPE_",
                    "BA_REL_",
                    "VAL_",
                    "CAT_",
                    "CAT_DEF_",
                    "FILTER",
                    "SIG_VALTYPE_REF_",
                    "BU_SG_REL_",
                    "BU_EV_REL_",
                    "BU_BO_REL_");

    private final String file;
    private final DbcCursor cursor;
    private final Map<Long, MessageDraft> messages = new LinkedHashMap<>();
    private final List<DbcProblem> problems = new ArrayList<>();
    private @Nullable MessageDraft current;

    private DbcParser(String file, String text) {
        this.file = file;
        this.cursor = new DbcCursor(DbcTokens.of(text));
    }

    static Dbc parse(String file, String text) {
        DbcParser parser = new DbcParser(file, text);
        parser.statements();
        return parser.finish();
    }

    private void statements() {
        while (cursor.peek().kind() != Kind.END) {
            DbcToken start = cursor.next();
            try {
                statement(start);
            } catch (Unexpected e) {
                problem(e.line(), start.text() + " left out: " + e.text());
                toNextSection();
            }
        }
    }

    private void statement(DbcToken start) throws Unexpected {
        switch (start.text()) {
            case "VERSION" -> cursor.string("a version in quotes");
            case "NS_" -> newSymbols();
            case "BS_", "BU_" -> toNextSection();
            case "BO_" -> message(start.line());
            case "SG_" -> signal(start.line());
            case "CM_" -> comment();
            case "VAL_" -> values();
            case "SIG_VALTYPE_" -> valueType();
            case "SG_MUL_VAL_" -> multiplexValues();
            case "BA_" -> attribute();
            default -> {
                if (start.kind() != Kind.WORD || !SECTIONS.contains(start.text())) {
                    throw new Unexpected(
                            start.line(), start.shown() + " begins nothing that a DBC file has");
                }
                toSemicolon();
            }
        }
    }

    /// The names of the sections in use, each alone on its line.
    private void newSymbols() {
        cursor.take(":");
        while (cursor.peek().kind() == Kind.WORD
                && cursor.peekNext().line() > cursor.peek().line()) {
            cursor.next();
        }
    }

    private void toSemicolon() {
        while (cursor.peek().kind() != Kind.END && !cursor.take(";")) {
            cursor.next();
        }
    }

    /// To the next word that begins a section and is the first of its line.
    private void toNextSection() {
        DbcToken token = cursor.peek();
        while (token.kind() != Kind.END
                && !(token.first()
                        && token.kind() == Kind.WORD
                        && SECTIONS.contains(token.text()))) {
            cursor.next();
            token = cursor.peek();
        }
    }

    private void message(int line) throws Unexpected {
        current = null;
        long number = cursor.whole("the message's number", 0, 0xFFFF_FFFFL);
        String name = cursor.word("the message's name");
        cursor.expect(":");
        long length = cursor.whole("the message's length in bytes", 0, 65_535);
        if (cursor.peek().kind() == Kind.WORD && !SECTIONS.contains(cursor.peek().text())) {
            cursor.next();
        }
        long id = number & ~EXTENDED;
        // 29 bits without the mark of 29 bits: found in public files, and nothing else can be meant
        boolean extended = id != number || id > 0x7FF;
        // What follows is read even of a message that is of no use, so that its signals are not
        // taken for another's.
        MessageDraft draft = new MessageDraft(line, (int) id, extended, name, (int) length);
        current = draft;
        if (name.equals(NO_MESSAGE)) {
            return;
        }
        if (id > 0x1FFF_FFFFL) {
            problem(line, "message " + name + " left out: no CAN identifier is " + number);
        } else if (length > 64) {
            problem(line, "message " + name + " left out: no CAN frame has " + length + " bytes");
        } else if (messages.containsKey(number)) {
            problem(line, "message " + name + " left out: its number " + number + " comes twice");
        } else {
            messages.put(number, draft);
        }
    }

    private void signal(int line) throws Unexpected {
        SignalDraft signal = new SignalDraft(line, cursor.word("the signal's name"));
        multiplexing(signal);
        cursor.expect(":");
        signal.startBit = (int) cursor.whole("the start bit", 0, 511);
        cursor.expect("|");
        signal.length = (int) cursor.whole("the length in bits", 0, 512);
        cursor.expect("@");
        order(signal);
        cursor.expect("(");
        signal.factor = cursor.decimal("the factor");
        cursor.expect(",");
        signal.offset = cursor.decimal("the offset");
        cursor.expect(")");
        cursor.expect("[");
        BigDecimal min = cursor.decimal("the minimum");
        cursor.expect("|");
        BigDecimal max = cursor.decimal("the maximum");
        cursor.expect("]");
        if (min.compareTo(max) < 0) {
            signal.range = new DbcSignal.Range(min.doubleValue(), max.doubleValue());
        }
        DbcToken last = cursor.peek();
        signal.unit = cursor.string("the unit in quotes").strip();
        skipReceivers(last);
        MessageDraft message = current;
        if (message == null) {
            problem(line, "signal " + signal.name + " left out: it belongs to no message");
        } else if (message.signals.putIfAbsent(signal.name, signal) != null) {
            problem(line, "signal " + signal.name + " left out: its message has it twice");
        }
    }

    /// Names with commas between, on the same line or behind a comma on the next.
    private void skipReceivers(DbcToken before) {
        DbcToken last = before;
        while (cursor.peek().is(",")
                || (cursor.peek().kind() == Kind.WORD
                        && (last.is(",") || cursor.peek().line() == last.line()))) {
            last = cursor.next();
        }
    }

    /// `M`, `m3` or `m3M`.
    private void multiplexing(SignalDraft signal) throws Unexpected {
        if (cursor.peek().is(":")) {
            return;
        }
        DbcToken token = cursor.peek();
        String text = cursor.word("\":\", M or m with a number");
        signal.selector = text.endsWith("M") || text.equals("m");
        String value = signal.selector ? text.substring(0, text.length() - 1) : text;
        if (value.matches("m[0-9]{1,9}")) {
            signal.chosenBy = Long.parseLong(value.substring(1));
        } else if (!value.isEmpty()) {
            throw new Unexpected(token.line(), "expected M or m with a number, found " + text);
        }
    }

    private void order(SignalDraft signal) throws Unexpected {
        // "0-1" without a blank would be cut otherwise, so the digit is looked at alone
        DbcToken token = cursor.peek();
        if (token.is("0") || token.is("1")) {
            signal.bigEndian = cursor.next().is("0");
        } else {
            throw cursor.instead("the byte order 0 or 1");
        }
        if (cursor.take("-")) {
            signal.form = Form.SIGNED;
        } else {
            cursor.expect("+");
        }
    }

    private void comment() throws Unexpected {
        DbcToken token = cursor.peek();
        if (token.is("BO_")) {
            cursor.next();
            MessageDraft message = messages.get(number());
            String text = cursor.string("a comment in quotes");
            if (message != null) {
                message.comment = text;
            }
        } else if (token.is("SG_")) {
            cursor.next();
            SignalDraft signal = signalOf(number(), cursor.word("a signal's name"));
            String text = cursor.string("a comment in quotes");
            if (signal != null) {
                signal.comment = text;
            }
        }
        toSemicolon();
    }

    private void values() throws Unexpected {
        if (cursor.peek().kind() == Kind.WORD) {
            toSemicolon(); // of an environment variable
            return;
        }
        int line = cursor.peek().line();
        long number = number();
        String name = cursor.word("a signal's name");
        SortedMap<Long, String> texts = new TreeMap<>();
        while (cursor.peek().kind() == Kind.NUMBER) {
            BigDecimal raw = cursor.decimal("a raw value");
            String text = cursor.string("the value's text in quotes");
            texts.put(raw.longValue(), text);
        }
        boolean over = cursor.peek().kind() == Kind.END || SECTIONS.contains(cursor.peek().text());
        if (!over) { // files without the semicolon are around
            cursor.expect(";");
        }
        SignalDraft signal = signalOf(number, name);
        if (signal != null) {
            signal.texts = texts;
        } else if (messages.containsKey(number)) {
            problem(line, "VAL_ left out: its message has no signal " + name);
        }
    }

    private void valueType() throws Unexpected {
        SignalDraft signal = signalOf(number(), cursor.word("a signal's name"));
        cursor.take(":");
        long type = cursor.whole("0, 1 or 2", 0, 3);
        cursor.expect(";");
        if (signal != null && type != 0) {
            signal.form = type == 1 ? Form.FLOAT : Form.DOUBLE;
        }
    }

    private void multiplexValues() throws Unexpected {
        SignalDraft signal = signalOf(number(), cursor.word("a signal's name"));
        String selector = cursor.word("the selector's name");
        List<DbcChoice.Span> spans = new ArrayList<>();
        do {
            long first = cursor.whole("a first value", 0, Long.MAX_VALUE);
            // "1-3" is cut into 1 and -3
            boolean blank = cursor.take("-");
            long last = cursor.whole("a last value", Long.MIN_VALUE, Long.MAX_VALUE);
            spans.add(new DbcChoice.Span(first, blank ? last : -last));
        } while (cursor.take(","));
        cursor.expect(";");
        if (signal != null) {
            signal.choice = new DbcChoice(selector, spans);
        }
    }

    /// Names longer than 32 characters are cut in `SG_` and whole in an attribute.
    private void attribute() throws Unexpected {
        boolean longName = cursor.string("an attribute's name").equals("SystemSignalLongSymbol");
        if (longName && cursor.take("SG_")) {
            SignalDraft signal = signalOf(number(), cursor.word("a signal's name"));
            String name = cursor.string("the long name in quotes");
            if (signal != null && !name.isBlank()) {
                signal.longName = name;
            }
        }
        toSemicolon();
    }

    private long number() throws Unexpected {
        return cursor.whole("a message's number", 0, 0xFFFF_FFFFL);
    }

    private @Nullable SignalDraft signalOf(long number, String name) {
        MessageDraft message = messages.get(number);
        return message == null ? null : message.signals.get(name);
    }

    private Dbc finish() {
        List<DbcMessage> finished = new ArrayList<>();
        for (MessageDraft message : messages.values()) {
            message.settleNames();
            finished.add(
                    new DbcMessage(
                            message.id,
                            message.extended,
                            message.name,
                            message.length,
                            new SignalCheck(message, this::problem).usable(),
                            message.comment));
        }
        return new Dbc(file, List.copyOf(finished), List.copyOf(problems));
    }

    private void problem(int line, String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new DbcProblem(file, line, text));
        }
    }
}
