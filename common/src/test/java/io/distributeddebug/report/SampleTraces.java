package io.distributeddebug.report;

import io.distributeddebug.report.TraceView.LogLine;
import io.distributeddebug.report.TraceView.Mark;
import io.distributeddebug.report.TraceView.SpanRow;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Traces of {@link SampleReports}. */
final class SampleTraces {
  private static final long MS = 1_000_000L;

  private SampleTraces() {}

  static TraceView timedOutCheckout() {
    return new TraceView(
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "gateway",
        "POST /checkout",
        nanos("2026-01-05T09:07:12.040Z"),
        3_004 * MS,
        List.of(
            span(
                "01",
                "",
                0,
                "gateway",
                "POST /checkout",
                "SERVER",
                0,
                3_004,
                6,
                "deadline exceeded",
                Set.of(Mark.ERROR, Mark.CRITICAL_PATH),
                new LogLine(3_003 * MS, "ERROR", "upstream checkout: no answer after 3000 ms")),
            span(
                "02",
                "01",
                1,
                "checkout",
                "POST /checkout",
                "SERVER",
                4,
                3_190,
                14,
                "",
                Set.of(Mark.CRITICAL_PATH),
                new LogLine(6 * MS, "INFO", "order 8231 for customer 77 received")),
            span("03", "02", 2, "inventory", "reserve", "SERVER", 9, 12, 12, "", Set.of()),
            span(
                "04",
                "02",
                2,
                "payment",
                "charge",
                "SERVER",
                25,
                3_160,
                5,
                "",
                Set.of(Mark.CRITICAL_PATH)),
            span(
                "05", "04", 3, "payments-db", "SELECT account", "CLIENT", 28, 12, 12, "", Set.of()),
            span(
                "06",
                "04",
                3,
                "fraud",
                "score",
                "SERVER",
                44,
                14,
                14,
                "",
                Set.of(Mark.CRITICAL_PATH)),
            span(
                "07",
                "04",
                3,
                "payments-db",
                "UPDATE ledger",
                "CLIENT",
                61,
                3_118,
                3_118,
                "",
                Set.of(Mark.CRITICAL_PATH, Mark.SUSPECT),
                new LogLine(
                    3_179 * MS, "WARN", "statement took 3118 ms, over the limit of 500 ms"))),
        0);
  }

  static TraceView slowCheckout() {
    return new TraceView(
        "00f067aa0ba902b74bf92f3577b34da6",
        "gateway",
        "POST /checkout",
        nanos("2026-01-05T09:09:44.512Z"),
        2_410 * MS,
        List.of(
            span(
                "11",
                "",
                0,
                "gateway",
                "POST /checkout",
                "SERVER",
                0,
                2_410,
                6,
                "",
                Set.of(Mark.CRITICAL_PATH)),
            span(
                "12",
                "11",
                1,
                "checkout",
                "POST /checkout",
                "SERVER",
                3,
                2_405,
                17,
                "",
                Set.of(Mark.CRITICAL_PATH)),
            span(
                "13",
                "12",
                2,
                "payment",
                "charge",
                "SERVER",
                20,
                2_380,
                9,
                "",
                Set.of(Mark.CRITICAL_PATH)),
            span(
                "14",
                "13",
                3,
                "payments-db",
                "UPDATE ledger",
                "CLIENT",
                412,
                1_983,
                1_983,
                "",
                Set.of(Mark.CRITICAL_PATH, Mark.SUSPECT),
                new LogLine(
                    2_396 * MS, "WARN", "statement took 1983 ms, over the limit of 500 ms"))),
        27);
  }

  static TraceView healthyCheckout() {
    return new TraceView(
        "a3ce929d0e0e47364bf92f3577b34da6",
        "gateway",
        "POST /checkout",
        nanos("2026-01-05T08:52:30.118Z"),
        104 * MS,
        List.of(
            span(
                "21",
                "",
                0,
                "gateway",
                "POST /checkout",
                "SERVER",
                0,
                104,
                5,
                "",
                Set.of(Mark.CRITICAL_PATH)),
            span(
                "22",
                "21",
                1,
                "checkout",
                "POST /checkout",
                "SERVER",
                3,
                98,
                12,
                "",
                Set.of(Mark.CRITICAL_PATH),
                new LogLine(4 * MS, "INFO", "order 7915 for customer 12 received"),
                new LogLine(100 * MS, "INFO", "order 7915 placed")),
            span("23", "22", 2, "inventory", "reserve", "SERVER", 7, 11, 11, "", Set.of()),
            span(
                "24",
                "22",
                2,
                "payment",
                "charge",
                "SERVER",
                21,
                78,
                6,
                "",
                Set.of(Mark.CRITICAL_PATH)),
            span(
                "25", "24", 3, "payments-db", "SELECT account", "CLIENT", 24, 11, 11, "", Set.of()),
            span(
                "26",
                "24",
                3,
                "payments-db",
                "UPDATE ledger",
                "CLIENT",
                38,
                58,
                58,
                "",
                Set.of(Mark.CRITICAL_PATH))),
        0);
  }

  private static SpanRow span(
      String id,
      String parent,
      int depth,
      String service,
      String operation,
      String kind,
      long startMillis,
      long durationMillis,
      long selfMillis,
      String statusMessage,
      Set<Mark> marks,
      LogLine... logs) {
    return new SpanRow(
        id,
        parent,
        depth,
        service,
        service + "-1",
        operation,
        kind,
        startMillis * MS,
        durationMillis * MS,
        selfMillis * MS,
        statusMessage,
        marks,
        List.of(logs));
  }

  private static long nanos(String instant) {
    return io.distributeddebug.telemetry.Window.unixNanos(Instant.parse(instant));
  }
}
