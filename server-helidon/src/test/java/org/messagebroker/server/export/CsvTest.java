package org.messagebroker.server.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void writesPlainValuesAsTheyAre() {
        assertEquals("1,سارا 👋,a-b\r\n", Csv.line(List.of("1", "سارا 👋", "a-b")));
    }

    @Test
    void putsMarksAroundWhatWouldBreakTheTable() {
        assertEquals(
                "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\"a;b\"\r\n",
                Csv.line(List.of("a,b", "say \"x\"", "two\nlines", "a;b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠a"})
    void disarmsWhatASpreadsheetProgramWouldRun(String formula) {
        assertEquals("'" + formula + "\r\n", Csv.line(List.of(formula)));
    }

    @Test
    void disarmsAFormulaThatNeedsMarksToo() {
        assertEquals("\"'=HYPERLINK(\"\"x\"\",1)\"\r\n", Csv.line(List.of("=HYPERLINK(\"x\",1)")));
    }
}
