package io.distributeddebug.jobs.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.TableRows;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.TraceSpans;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Two traces of one service; a column is a millisecond, letters are spans, and below them stand the
 * times of lines.
 *
 * <pre>
 * t1 cart-0  aaaaaaaaaa
 * t1 cart-0    bbbb        (in a)
 * t2 cart-1      cccccccc
 * </pre>
 */
class LogJoinTest {
  private static final long MILLI = 1_000_000L;

  private final TableRows spans = TableRows.of(TraceSpans.TABLE);
  private final TableRows logs = TableRows.of(Logs.TABLE);

  LogJoinTest() {
    span("t1", "a", "cart-0", 0, 10, 0);
    span("t1", "b", "cart-0", 2, 6, 1);
    span("t2", "c", "cart-1", 4, 12, 0);
  }

  @Test
  void aLineWithIdsIsOfThatSpanWhateverItsTime() {
    line("named", "t1", "b", "cart-0", 11);
    assertThat(joined()).containsExactly("named t1 b span_id 1.0");
  }

  @Test
  void aLineWithATraceOnlyIsOfTheInnermostSpanThatRanThen() {
    line("inside", "t1", "", "cart-0", 3);
    line("after b", "t1", "", "cart-0", 8);
    line("after all", "t1", "", "cart-0", 20);
    line("lost span", "t1", "zz", "cart-0", 5);
    assertThat(joined())
        .containsExactly(
            "after all t1  trace_id 1.0",
            "after b t1 a trace_id 1.0",
            "inside t1 b trace_id 1.0",
            "lost span t1 b trace_id 1.0");
  }

  @Test
  void aLineWithoutIdsIsOfWhatRanThenOnItsInstance() {
    line("on cart-0", "", "", "cart-0", 5);
    line("on cart-1", "", "", "cart-1", 5);
    line("alone", "", "", "", 1);
    line("at rest", "", "", "cart-1", 1);
    assertThat(joined())
        .containsExactly(
            "alone t1 a time 1.0",
            "at rest   none 0.0",
            "on cart-0 t1 b time 1.0",
            "on cart-1 t2 c time 1.0");
  }

  @Test
  void whereTwoTracesRanItMayBeOfEither() {
    line("somewhere", "", "", "", 5);
    assertThat(joined()).containsExactly("somewhere t2 c time 0.5");
  }

  @Test
  void equalLinesStayApart() {
    line("twice", "", "", "cart-0", 5);
    line("twice", "", "", "cart-0", 5);
    assertThat(joined()).containsExactly("twice t1 b time 1.0", "twice t1 b time 1.0");
  }

  private void span(String trace, String span, String instance, int from, int to, long depth) {
    spans.row(
        Map.of(
            "trace_id", trace,
            "span_id", span,
            "service", "cart",
            "instance", instance,
            "start_unix_nanos", from * MILLI,
            "end_unix_nanos", to * MILLI,
            "depth", depth));
  }

  private int position;

  private void line(String body, String trace, String span, String instance, int at) {
    logs.row(
        Map.of(
            "body", body,
            "trace_id", trace,
            "span_id", span,
            "service", "cart",
            "instance", instance,
            "unix_nanos", at * MILLI,
            "position", (long) position++));
  }

  private List<String> joined() {
    return LogJoin.join(logs.dataset(), spans.dataset()).collectAsList().stream()
        .map(LogJoinTest::shown)
        .sorted()
        .toList();
  }

  private static String shown(Row row) {
    return String.join(
        " ",
        row.<String>getAs("body"),
        row.<String>getAs(LogJoin.TRACE),
        row.<String>getAs(LogJoin.SPAN),
        row.<String>getAs(LogJoin.HOW),
        row.getAs(LogJoin.CONFIDENCE).toString());
  }
}
