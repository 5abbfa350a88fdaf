package io.cartelem.core.can.dbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class DbcFileTest {
    private static final String WHOLE =
            """
            VERSION "1.0"

            NS_ :
                NS_DESC_
                CM_
                VAL_
                SG_MUL_VAL_

            BS_: 500 : 1,2

            BU_: ECU1 ECU2
                 ECU3
            VAL_TABLE_ OnOff 1 "on" 0 "off" ;

            BO_ 291 Engine: 8 ECU1
             SG_ Speed : 7|16@0+ (0.25,-10.5) [-10.5|16000] "rpm" ECU2,ECU3
             SG_ Temp m1 : 16|8@1- (1,-40) [0|0] "\u00B0C"  ECU2
             SG_ Which M : 24|8@1+ (1E0,+0) [0|255] "" Vector__XXX

            BO_ 2364540158 Long : 3 Vector__XXX
             SG_ A : 0|1@1+ (1,0) [0|1] "" ECU1

            BO_ 3221225472 VECTOR__INDEPENDENT_SIG_MSG: 0 Vector__XXX
             SG_ Loose : 0|8@1+ (1,0) [0|0] "" Vector__XXX

            BO_TX_BU_ 291 : ECU1,ECU2;
            EV_ Env: 0 [0|1] "" 0 2 DUMMY_NODE_VECTOR0 Vector__XXX;
            CM_ "of the whole file; with a semicolon";
            CM_ BU_ ECU1 "of a node";
            CM_ BO_ 291 "of the engine,
            in two lines";
            CM_ SG_ 291 Speed "of the \\"speed\\"";
            BA_DEF_ BO_ "GenMsgCycleTime" INT 0 65535;
            BA_DEF_DEF_ "GenMsgCycleTime" 100;
            BA_ "GenMsgCycleTime" BO_ 291 10;
            BA_ "SystemSignalLongSymbol" SG_ 2364540158 A "ANameThatIsLongerThanThirtyTwoCharacters";
            VAL_ 291 Which 0 "none" 1 "first" -1 "odd" ;
            VAL_ Env 0 "a" 1 "b" ;
            SIG_GROUP_ 291 Group 1 : Speed Temp;
            // a comment of some tools
            """;

    private static DbcMessage message(Dbc dbc, String name) {
        return dbc.messages().stream()
                .filter(message -> message.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static DbcSignal signal(Dbc dbc, String message, String name) {
        return message(dbc, message).signals().stream()
                .filter(signal -> signal.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Dbc parse(String text) throws DbcException {
        return DbcFile.parse("test.dbc", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsEverySectionThatMatters() throws DbcException {
        Dbc dbc = parse(WHOLE);
        assertEquals(List.of(), dbc.problems());
        assertEquals(
                List.of("Engine", "Long"), dbc.messages().stream().map(m -> m.name()).toList());
        DbcSignal speed = signal(dbc, "Engine", "Speed");
        assertEquals(7, speed.startBit());
        assertEquals(16, speed.length());
        assertTrue(speed.bigEndian());
        assertEquals(DbcSignal.Form.UNSIGNED, speed.form());
        assertEquals(new BigDecimal("0.25"), speed.factor());
        assertEquals(new BigDecimal("-10.5"), speed.offset());
        assertEquals(new DbcSignal.Range(-10.5, 16_000), speed.range());
        assertEquals("rpm", speed.unit());
        assertEquals("of the \"speed\"", speed.comment());
        assertEquals("of the engine,\nin two lines", message(dbc, "Engine").comment());
        DbcSignal temp = signal(dbc, "Engine", "Temp");
        assertEquals("°C", temp.unit());
        assertNull(temp.range());
        assertEquals(new DbcChoice("Which", List.of(new DbcChoice.Span(1, 1))), temp.choice());
        DbcSignal which = signal(dbc, "Engine", "Which");
        assertTrue(which.selector());
        assertEquals(Map.of(0L, "none", 1L, "first", -1L, "odd"), which.texts());
        DbcMessage extended = message(dbc, "Long");
        assertTrue(extended.extended());
        assertEquals(0x0CF004FE, extended.id());
        assertEquals("0x0CF004FE", extended.hexId());
        assertEquals(
                "ANameThatIsLongerThanThirtyTwoCharacters", extended.signals().getFirst().name());
    }

    @Test
    void readsLegacyEncodingsUtf8AndByteOrderMarks() throws DbcException {
        String text = "BO_ 1 M: 1 X\n SG_ T : 0|8@1+ (1,0) [0|0] \"°C\" X\n";
        for (String charset : List.of("ISO-8859-1", "windows-1252", "UTF-8")) {
            Dbc dbc = DbcFile.parse("a.dbc", text.getBytes(Charset.forName(charset)));
            assertEquals("°C", dbc.messages().getFirst().signals().getFirst().unit(), charset);
        }
        Dbc marked = parse("\uFEFF" + text);
        assertEquals(List.of(), marked.problems());
    }

    @Test
    void takesAnIdentifierAbove11BitsForOneOf29() throws DbcException {
        Dbc dbc = parse("BO_ 408473108 M: 1 X\n SG_ T : 0|8@1+ (1,0) [0|0] \"\" X\n");
        assertTrue(dbc.messages().getFirst().extended());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SG_ B : 8!8@2+ (1,0) [0!0] \"\" X | 3: SG_ left out: expected the byte order 0 or 1, found \"2\"",
                "SG_ B : 8!8@1 (1,0) [0!0] \"\" X  | 3: SG_ left out: expected \"+\", found \"(\"",
                "SG_ B : 8!8@1+ (1;0) [0!0] \"\" X | 3: SG_ left out: expected \",\", found \";\"",
                "SG_ B : 8!8@1+ (x,0) [0!0] \"\" X | 3: SG_ left out: expected the factor, found \"x\"",
                "SG_ B : 8!8@1+ (1,0) [0!0] X      | 3: SG_ left out: expected the unit in quotes, found \"X\"",
                "SG_ B n3 : 8!8@1+ (1,0) [0!0] \"\" X | 3: SG_ left out: expected M or m with a number, found n3",
                "SG_ B : 600!8@1+ (1,0) [0!0] \"\" X | 3: SG_ left out: expected the start bit, found \"600\"",
                "SG_ B : 60!8@1+ (1,0) [0!0] \"\" X | 3: signal B of M left out: it does not fit into the 8 bytes of its message",
                "SG_ B : 60!16@0+ (1,0) [0!0] \"\" X | 3: signal B of M left out: it does not fit into the 8 bytes of its message",
                "SG_ B : 0!65@1+ (1,0) [0!0] \"\" X | 3: signal B of M left out: it has 65 bits, possible are 1 to 64",
                "SG_ B m1 : 8!8@1+ (1,0) [0!0] \"\" X | 3: signal B of M left out: it is chosen by a selector that the message does not have",
                "SG_ A : 8!8@1+ (1,0) [0!0] \"\" X | 3: signal A left out: its message has it twice",
                "BO_ 1 N: 8 X                      | 3: message N left out: its number 1 comes twice",
                "BO_ 4000000000 N: 8 X             | 3: message N left out: no CAN identifier is 4000000000",
                "BO_ 5 N: 65 X                     | 3: message N left out: no CAN frame has 65 bytes",
                "BO_ five N: 8 X                   | 3: BO_ left out: expected the message's number, found \"five\"",
                "VAL_ 1 Z 0 \"a\" ;                | 3: VAL_ left out: its message has no signal Z",
                "VAL_ 1 A 0 a ;                    | 3: VAL_ left out: expected the value's text in quotes, found \"a\"",
                "SIG_VALTYPE_ 1 A : 1;             | 2: signal A of M left out: it is a float of 8 bits, possible are 32",
                "SG_MUL_VAL_ 1 A B 0-1;            | 2: signal A of M left out: it is chosen by a selector that the message does not have",
                "SG_MUL_VAL_ 1 A A 0-1;            | 2: signal A of M left out: it is chosen by itself in a circle",
                "nonsense                          | 3: nonsense left out: \"nonsense\" begins nothing that a DBC file has"
            })
    void saysWhatIsWrongWhereAndKeepsTheRest(String line, String problem) throws DbcException {
        Dbc dbc =
                parse(
                        "BO_ 1 M: 8 X\n SG_ A : 0|8@1+ (1,0) [0|0] \"\" X\n "
                                + line.replace('!', '|')
                                + "\nBO_ 2 After: 8 X\n SG_ C : 0|8@1+ (1,0) [0|0] \"\" X\n");
        assertEquals(1, dbc.problems().size(), () -> dbc.problems().toString());
        assertEquals("test.dbc, line " + problem, dbc.problems().getFirst().toString());
        assertEquals("C", signal(dbc, "After", "C").name());
    }

    @Test
    void refusesAFileWithoutAMessage(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.dbc"), "VERSION \"\"\n");
        assertEquals(
                "empty.dbc describes no message: there is no BO_ in it",
                assertThrows(DbcException.class, () -> DbcFile.read(empty)).getMessage());
        Path picture = Files.write(folder.resolve("photo.dbc"), new byte[] {(byte) 0x89, 'P', 'N'});
        assertTrue(
                String.valueOf(
                                assertThrows(DbcException.class, () -> DbcFile.read(picture))
                                        .getMessage())
                        .startsWith("photo.dbc describes no message: photo.dbc, line 1: "));
        Path away = folder.resolve("away.dbc");
        assertEquals(
                "there is no DBC file " + away,
                assertThrows(DbcException.class, () -> DbcFile.read(away)).getMessage());
    }

    @Test
    void givesNoTwoSignalsOfAMessageTheSameLongName() throws DbcException {
        String text =
                """
                BO_ 1 M: 8 X
                 SG_ A M : 0|8@1+ (1,0) [0|0] "" X
                 SG_ B m1 : 8|8@1+ (1,0) [0|0] "" X
                 SG_ C m2 : 8|8@1+ (1,0) [0|0] "" X
                BA_ "SystemSignalLongSymbol" SG_ 1 A "Twice";
                BA_ "SystemSignalLongSymbol" SG_ 1 B "Twice";
                BA_ "SystemSignalLongSymbol" SG_ 1 C "A";
                """;
        Dbc dbc = DbcFile.parse("car.dbc", text.getBytes(StandardCharsets.UTF_8));
        List<DbcSignal> signals = dbc.messages().getFirst().signals();
        assertEquals(List.of("Twice", "B", "C"), signals.stream().map(DbcSignal::name).toList());
        assertEquals(
                new DbcChoice("Twice", List.of(new DbcChoice.Span(1, 1))), signals.get(1).choice());
    }
}
