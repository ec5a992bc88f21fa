package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final String SPAN = "eee19b7ec3c1b174";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          2026-01-01 00:00:00.000  INFO 1 --- [main] c.e.App : up | 9
          2026-01-01 00:00:00,000 - root - ERROR - it broke       | 17
          [2026-01-01T00:00:00Z] [warn] slow                      | 13
          2026/01/01 00:00:00 [error] 7#7: *1 connect() failed    | 17
          2026-01-01T00:00:00Z\tinfo\taccess\tdone                | 9
          2026-01-01T00:00:00Z level=error it broke               | 17
          2026-01-01T00:00:00Z an error happened to be found      | 0
          E0101 00:00:00.000000 1 reflector.go:1] failed          | 17
          """)
  void findsTheSeverityWhereItIsMarkedAsOne(String line, int number) {
    assertThat(LogText.of(line.replace("\\t", "\t")).severityNumber()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01 00:00:00.000 INFO up",
        "2026-01-01T00:00:00Z up",
        "[2026-01-01T00:00:00Z] up",
        "2026/01/01 00:00:00 up",
        "Thu Jan  1 00:00:00 2026 up",
        "2026-01-01 00:00:00,000: up"
      })
  void findsTheTimeAtTheBeginning(String line) {
    assertThat(LogText.of(line).unixNanos()).hasValue(1_767_225_600_000_000_000L);
    assertThat(LogText.beginsWithTime(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "  at a.b(C.java:1)", "12345 up", "10:00 up", "", "[main] up"})
  void findsNoTimeWhereThereIsNone(String line) {
    assertThat(LogText.of(line).unixNanos()).isEmpty();
    assertThat(LogText.beginsWithTime(line)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up trace_id=%1$s span_id=%2$s",
        "up trace_id=%1$s, span_id=%2$s trace_flags=01",
        "up {\"traceId\": \"%1$s\", \"spanId\": \"%2$s\"}",
        "up [cart,%1$s,%2$s] main",
        "up [cart] [main] [%1$s-%2$s] c.e.App",
        "up traceparent: 00-%1$s-%2$s-01",
        "up TraceId:%1$s SpanId:%2$s"
      })
  void findsTheTraceThatTheLineNames(String line) {
    assertThat(LogText.of(line.formatted(TRACE, SPAN)).trace())
        .contains(new TraceReference(TRACE, SPAN));
  }

  @Test
  void anIdThatIsNoneNamesNoTrace() {
    assertThat(LogText.of("trace_id=00000000000000000000000000000000 up").trace()).isEmpty();
    assertThat(LogText.of("trace_id= up").trace()).isEmpty();
    assertThat(LogText.of("tracing the id of 7").trace()).isEmpty();
    assertThat(LogText.of("trace").trace()).isEmpty();
    assertThat(LogText.of("traceparent").trace()).isEmpty();
  }
}
