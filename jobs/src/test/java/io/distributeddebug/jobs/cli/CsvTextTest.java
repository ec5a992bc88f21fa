package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "a\n=1"})
  void textThatASpreadsheetWouldRunGetsAnApostrophe(String hostile) {
    assertThat(CsvText.record(List.of(hostile)).replaceFirst("^\"", "")).startsWith("'");
  }

  @Test
  void numbersStayNumbers() {
    assertThat(CsvText.record(Arrays.asList(-1L, 2.5, null, "a,\"b\"")))
        .isEqualTo("-1,2.5,,\"a,\"\"b\"\"\"");
  }

  @Property
  void whatHoldsNoFormulaIsReadBackAsItWas(@ForAll String text) {
    String cell = CsvText.record(List.of(text));
    String content =
        cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    assertThat(content.startsWith("'") && !text.startsWith("'") ? content.substring(1) : content)
        .isEqualTo(text);
  }
}
