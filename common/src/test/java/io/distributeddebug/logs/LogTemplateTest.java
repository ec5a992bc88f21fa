package io.distributeddebug.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16:42:22.382 INFO  t.s.Travel#532 TraceID: ffc8ca7e SpanID: 439bc949 [x] | INFO t.s.Travel#532",
        "2026-01-05T08:00:00.123Z ERROR [main] cart.go:55 failed | ERROR cart.go:55",
        "2026-01-05 08:00:00,123 WARN slow query took 1532 ms for user 17 | WARN slow query took <n> ms",
        "ERROR connection to 10.0.0.7:5432 refused | ERROR connection to <n> refused",
        "order 6f9619ff-8b86-d011-b42d-00c04fc964ff paid | order <h> paid",
      })
  void isLevelAndPlaceElseLevelAndFirstWords(String line, String template) {
    assertThat(LogTemplate.of(line).text()).isEqualTo(template);
  }

  @Test
  void countsOnlyTheFirstLine() {
    assertThat(LogTemplate.of("ERROR boom at step 3\n\tat a.B.c(B.java:17)"))
        .isEqualTo(new LogTemplate("ERROR", "", "ERROR boom at step <n>"));
  }

  @Test
  void takesPlaceAndLevelFromTheRecordWhereTheTextHasNone() {
    Attributes code =
        Attributes.builder()
            .put("code.file.path", "/src/cart.py")
            .put("code.line.number", 55)
            .build();

    assertThat(LogTemplate.of(log("could not load", 17, code)))
        .isEqualTo(new LogTemplate("ERROR", "cart.py:55", "ERROR cart.py:55"));
    assertThat(LogTemplate.of(log("could not load cart 7 of bob at once", 13, Attributes.EMPTY)))
        .isEqualTo(new LogTemplate("WARN", "", "WARN could not load cart <n>"));
    assertThat(LogTemplate.of(log("could not load", 0, Attributes.EMPTY)).text())
        .isEqualTo("could not load");
  }

  @Test
  void errorsAreErrorAndAbove() {
    assertThat(LogTemplate.of("FATAL out of memory").isError()).isTrue();
    assertThat(LogTemplate.of("WARN out of paper").isError()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/users/17/orders/6f9619ff, /users/<n>/orders/<h>",
    "GET /cart, GET /cart",
    "v1.Foo#5, v1.Foo#5"
  })
  void masksIdsInOperationNames(String operation, String masked) {
    assertThat(LogTemplate.mask(operation)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "-", "#", "aaaaaaaa-", "1", "[", "x#", "trace_id=", " ", "."})
  void staysFastOnHostileLines(String unit) {
    String line = unit.repeat(1_000_000 / unit.length());

    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 100; i++) {
            assertThat(LogTemplate.of(line).text()).isNotNull();
          }
        });
  }

  private static LogRecord log(String body, int severityNumber, Attributes attributes) {
    return new LogRecord(1, "", "", Resource.UNKNOWN, "", severityNumber, body, attributes);
  }
}
