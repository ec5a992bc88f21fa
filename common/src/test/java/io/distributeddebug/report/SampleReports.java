package io.distributeddebug.report;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Measure;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.report.Timeline.EventKind;
import io.distributeddebug.report.Topology.NodeKind;
import io.distributeddebug.telemetry.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reports made by hand, as fixed input for the renderers' tests. */
public final class SampleReports {
  private static final long MS = 1_000_000L;
  private static final long MINUTE = 60_000 * MS;
  private static final Instant ONSET = Instant.parse("2026-01-05T09:04:00Z");
  private static final Window INCIDENT = Window.of(ONSET, Instant.parse("2026-01-05T09:16:00Z"));
  private static final Window BASELINE = Window.of(Instant.parse("2026-01-05T08:30:00Z"), ONSET);

  private SampleReports() {}

  /** A slow database behind the payment service of a shop, with everything filled. */
  public static Report slowDatabase() {
    Windows windows =
        Windows.of(
            new Windows.Found(
                INCIDENT, "searched around --at, strongest at the scale of 10 minutes"),
            new Windows.Found(BASELINE, "the quiet time before the onset"));
    Report.Builder report =
        Report.of(
                "20260105-091700-checkout-times-out",
                Instant.parse("2026-01-05T09:17:00Z"),
                "distributed-debug \"checkout times out since about 09:05, paymnt errors\""
                    + " --at=2026-01-05T09:10:00Z --lake=./lake")
            .understoodAs(
                new Understanding(
                    "checkout times out since about 09:05, paymnt errors",
                    List.of("timeout", "error"),
                    List.of("checkout", "payment"),
                    List.of("POST /checkout"),
                    List.of(),
                    Optional.of(
                        Window.of(
                            Instant.parse("2026-01-05T08:40:00Z"),
                            Instant.parse("2026-01-05T09:40:00Z"))),
                    List.of("timing", "causation", "dependency", "flow"),
                    List.of("about")))
            .comparing(windows)
            .from(coverage())
            .summary(
                "From 09:04 to 09:16 UTC the database payments-db answered 31 times slower than"
                    + " before, and payment waited for it. Checkout requests took 2.9 s instead of"
                    + " 178 ms at the 95th percentile, and 11.8 % of them failed at the gateway's"
                    + " time limit. Inventory, search and login were not affected.")
            .causes(causes())
            .findings(findings())
            .topology(topology(windows))
            .timeline(timeline())
            .timing(timing())
            .flow(flow())
            .recommend(
                "Look at the running statements and locks of payments-db.",
                "98 % of the added time is spent in its UPDATE ledger statement.")
            .recommend(
                "If a statement blocks, end it; else fail over to the replica.",
                "No deployment of payment came before the onset.")
            .recommend(
                "Lower the time limit of checkout's calls to payment below the gateway's 3 s.",
                "The gateway gave up first, so checkout could not answer with its own error.")
            .setting("seed", "1")
            .setting("correlation", "timing,causation,dependency,flow");
    return report.build();
  }

  /** A quiet system: windows and traffic, but nothing that stands out. */
  public static Report nothingStandsOut() {
    return Report.of(
            "20260105-101500-quiet",
            Instant.parse("2026-01-05T10:15:00Z"),
            "distributed-debug \"\"")
        .from(coverage())
        .summary("Nothing stands out. No service differs from its baseline beyond chance.")
        .causes(
            List.of(
                Cause.of(1, "cart", "unknown")
                    .ruledOut("No signal differs from the baseline.")
                    .build(),
                Cause.of(2, "gateway", "unknown")
                    .ruledOut("No signal differs from the baseline.")
                    .build()))
        .build();
  }

  /** Nothing but its name and time. */
  /** {@code --correlation=timing}, where nothing was slow. */
  public static Report timingAlone() {
    return Report.of(
            "timing",
            Instant.parse("2026-01-05T10:15:00Z"),
            "distributed-debug slow --correlation=timing")
        .understoodAs(
            new Understanding(
                "slow",
                List.of("slow"),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of("timing"),
                List.of()))
        .build();
  }

  public static Report empty() {
    return Report.of("empty", Instant.parse("2026-01-05T10:15:00Z"), "distributed-debug \"\"")
        .build();
  }

  private static DataCoverage coverage() {
    Map<String, Long> versions = new LinkedHashMap<>();
    versions.put("spans", 3L);
    versions.put("logs", 3L);
    versions.put("metrics", 3L);
    versions.put("trace_spans", 1L);
    return new DataCoverage(
        201_344,
        14_902,
        88_120,
        41_400,
        12,
        15,
        OptionalDouble.of(0.9931),
        versions,
        List.of(
            "No metrics of payments-db: its load cannot be told apart from slow statements.",
            "103 traces lack spans; they are left out of the latency decomposition."));
  }

  private static List<Cause> causes() {
    return List.of(
        Cause.of(1, "payments-db", "slow_dependency")
            .operation("UPDATE ledger")
            .score(34.2)
            .confidence(0.93)
            .because(
                "Calls from payment into payments-db took 1.84 s in the median instead of 59 ms."
                    + " The delay begins with the incident, ends with it, and explains 98 % of the"
                    + " time that checkout lost; payment itself computes no longer than before.")
            .evidence(
                List.of(
                    new Evidence(
                        "spans",
                        "Duration of payment → payments-db UPDATE ledger, median",
                        1.84e9,
                        Unit.NANOS,
                        Optional.of(59e6),
                        "trace 4bf92f3577b34da6a3ce929d0e0e4736",
                        "SELECT percentile(duration_nanos, 0.5) FROM trace_spans WHERE service ="
                            + " 'payment' AND peer = 'payments-db'"),
                    new Evidence(
                        "logs",
                        "payment logs \"statement took <num> ms, over the limit\"",
                        1_402,
                        Unit.COUNT,
                        Optional.of(0.0),
                        "payment: WARN statement took <num> ms, over the limit",
                        ""),
                    new Evidence(
                        "metrics",
                        "Connections of payment's pool in use",
                        0.98,
                        Unit.RATIO,
                        Optional.of(0.21),
                        "db.client.connection.count{pool=payments}",
                        "")))
            .against(
                List.of(
                    new Evidence(
                        "spans",
                        "Reads of payments-db (SELECT account) are as fast as before",
                        12e6,
                        Unit.NANOS,
                        Optional.of(11e6),
                        "payment → payments-db SELECT account",
                        "")))
            .affecting(List.of("payment", "checkout", "gateway"))
            .checkNext(
                List.of(
                    "Locks and long transactions on the table ledger between 09:03 and 09:05",
                    "Disk latency of the host of payments-db"))
            .whatToDo(List.of("End the blocking statement, or fail over to the replica"))
            .build(),
        Cause.of(2, "payment", "pool_exhaustion")
            .instance("payment-7d9c-2")
            .resource("pool:payments")
            .score(12.6)
            .confidence(0.05)
            .because(
                "Its connection pool was at the limit from 09:06 on, two minutes after the"
                    + " statements had become slow: a consequence rather than the beginning.")
            .evidence(
                List.of(
                    new Evidence(
                        "metrics",
                        "Requests that waited for a connection, a second",
                        38,
                        Unit.PER_SECOND,
                        Optional.of(0.0),
                        "db.client.connection.pending_requests",
                        "")))
            .affecting(List.of("checkout", "gateway"))
            .checkNext(List.of("Whether the pool's limit of 20 fits the load"))
            .build(),
        Cause.of(3, "checkout", "slow_code")
            .operation("POST /checkout")
            .score(3.1)
            .confidence(0.01)
            .because("Its own time grew by 4 ms, within what load explains.")
            .evidence(
                List.of(
                    new Evidence(
                        "spans",
                        "Self time of POST /checkout, median",
                        13e6,
                        Unit.NANOS,
                        Optional.of(9e6),
                        "checkout POST /checkout",
                        "")))
            .build(),
        Cause.of(4, "cart", "unknown").ruledOut("No signal differs from the baseline.").build(),
        Cause.of(5, "search", "unknown").ruledOut("No signal differs from the baseline.").build());
  }

  private static List<Finding> findings() {
    Evidence trace =
        new Evidence(
            "spans",
            "Failed requests at the gateway",
            213,
            Unit.COUNT,
            Optional.of(2.0),
            "trace 4bf92f3577b34da6a3ce929d0e0e4736",
            "SELECT count(*) FROM trace_spans WHERE service = 'gateway' AND status = 'ERROR'");
    return List.of(
        new Finding(
            "error-rate-changed",
            Severity.CRITICAL,
            0.99,
            INCIDENT,
            List.of("gateway", "checkout"),
            "POST /checkout",
            "11.8 % of POST /checkout failed, 0.1 % before.",
            List.of(new Measure("error_ratio", 0.118, Unit.RATIO)),
            List.of(trace),
            "Follow the failed requests to payment."),
        new Finding(
            "latency-changed",
            Severity.WARNING,
            0.97,
            INCIDENT,
            List.of("payment", "payments-db"),
            "UPDATE ledger",
            "The median of UPDATE ledger went from 59 ms to 1.84 s.",
            List.of(
                new Measure("p50", 1.84e9, Unit.NANOS), new Measure("calls", 1_711, Unit.COUNT)),
            List.of(),
            ""),
        new Finding(
            "new-log-template",
            Severity.INFO,
            0.9,
            INCIDENT,
            List.of("payment"),
            "",
            "payment wrote a line that the baseline does not have, 1,402 times.",
            List.of(new Measure("lines", 1_402, Unit.COUNT)),
            List.of(),
            ""));
  }

  private static Topology topology(Windows windows) {
    List<Topology.Node> nodes = new ArrayList<>();
    for (String service :
        List.of(
            "gateway",
            "web",
            "login",
            "search",
            "catalog",
            "cart",
            "checkout",
            "payment",
            "inventory",
            "shipping",
            "mailer",
            "fraud")) {
      nodes.add(new Topology.Node(service, NodeKind.SERVICE));
    }
    nodes.add(new Topology.Node("payments-db", NodeKind.DATABASE));
    nodes.add(new Topology.Node("catalog-db", NodeKind.DATABASE));
    nodes.add(new Topology.Node("session-cache", NodeKind.CACHE));
    nodes.add(new Topology.Node("orders", NodeKind.QUEUE));
    nodes.add(new Topology.Node("bank.example.com", NodeKind.EXTERNAL));
    List<Topology.Edge> edges = new ArrayList<>();
    edges.add(edge(windows, "web", "gateway", 9_800, 9, 4_100, 213, 130, 1_900));
    edges.add(edge(windows, "gateway", "checkout", 4_600, 4, 1_805, 213, 140, 2_700));
    edges.add(edge(windows, "gateway", "search", 3_400, 0, 1_190, 0, 31, 32));
    edges.add(edge(windows, "gateway", "login", 1_300, 1, 470, 0, 22, 22));
    edges.add(edge(windows, "gateway", "cart", 2_900, 0, 1_010, 0, 18, 18));
    edges.add(edge(windows, "login", "session-cache", 1_300, 0, 470, 0, 1, 1));
    edges.add(edge(windows, "cart", "session-cache", 2_900, 0, 1_010, 0, 1, 1));
    edges.add(edge(windows, "search", "catalog", 3_400, 0, 1_190, 0, 21, 22));
    edges.add(edge(windows, "catalog", "catalog-db", 6_100, 0, 2_150, 0, 9, 9));
    edges.add(edge(windows, "checkout", "payment", 4_550, 4, 1_790, 208, 90, 2_600));
    edges.add(edge(windows, "checkout", "inventory", 4_560, 0, 1_600, 0, 12, 12));
    edges.add(edge(windows, "payment", "payments-db", 9_100, 0, 3_420, 61, 59, 1_840));
    edges.add(edge(windows, "payment", "bank.example.com", 4_500, 3, 610, 0, 41, 40));
    edges.add(edge(windows, "payment", "fraud", 0, 0, 1_700, 0, 0, 14));
    edges.add(edge(windows, "checkout", "orders", 4_500, 0, 560, 0, 3, 3));
    edges.add(edge(windows, "orders", "shipping", 4_500, 0, 570, 0, 8, 8));
    edges.add(edge(windows, "shipping", "mailer", 4_490, 0, 0, 0, 5, 0));
    return new Topology(nodes, edges);
  }

  private static Topology.Edge edge(
      Windows windows,
      String caller,
      String callee,
      long callsBefore,
      long errorsBefore,
      long calls,
      long errors,
      long medianBeforeMillis,
      long medianMillis) {
    return Topology.Edge.compared(
        caller,
        callee,
        statistics(callsBefore, errorsBefore, medianBeforeMillis),
        statistics(calls, errors, medianMillis),
        windows);
  }

  private static CallStatistics statistics(long calls, long errors, long medianMillis) {
    if (calls == 0) {
      return CallStatistics.NONE;
    }
    long median = medianMillis * MS;
    return CallStatistics.of(
        calls,
        errors,
        new LatencyQuantiles(median, median * 19 / 10, median * 27 / 10, median * 4));
  }

  private static Timeline timeline() {
    List<Timeline.Point> points = new ArrayList<>();
    long start = BASELINE.fromUnixNanos();
    for (int minute = 0; minute < 55; minute++) {
      boolean incident = minute >= 34 && minute < 46;
      int wave = (minute * 37) % 11;
      points.add(
          new Timeline.Point(
              "gateway",
              "POST /checkout",
              start + minute * MINUTE,
              statistics(
                  140 + wave,
                  incident ? 15 + wave : wave / 10,
                  incident ? 1_300 + 60 * wave : 91 + wave)));
      points.add(
          new Timeline.Point(
              "gateway",
              "GET /search",
              start + minute * MINUTE,
              statistics(100 + (minute * 17) % 13, 0, 31 + wave / 3)));
      points.add(
          new Timeline.Point(
              "gateway",
              "GET /cart",
              start + minute * MINUTE,
              statistics(85 + (minute * 23) % 9, 0, 18 + wave / 5)));
    }
    return new Timeline(
        MINUTE,
        points,
        List.of(
            new Timeline.Event(
                start + 21 * MINUTE,
                EventKind.DEPLOYMENT,
                "fraud",
                "fraud 2.4.0 appears beside 2.3.9"),
            new Timeline.Event(
                INCIDENT.fromUnixNanos(), EventKind.ONSET, "", "The incident begins"),
            new Timeline.Event(
                INCIDENT.fromUnixNanos() + 41_000 * MS,
                EventKind.FIRST_ERROR,
                "checkout",
                "First failed checkout: deadline exceeded"),
            new Timeline.Event(
                INCIDENT.fromUnixNanos() + 6 * MINUTE, EventKind.ALARM, "", "--at: the alarm"),
            new Timeline.Event(INCIDENT.toUnixNanos(), EventKind.END, "", "The incident ends")));
  }

  private static Timing timing() {
    return new Timing(
        List.of(
            new Timing.OperationTiming(
                "gateway",
                "POST /checkout",
                side(4_600, 4, 94, 9, 14, 61, 2, 8),
                side(1_805, 213, 1_530, 13, 15, 1_871, 3, 122)),
            new Timing.OperationTiming(
                "payment",
                "charge",
                side(4_550, 4, 66, 5, 4, 59, 0, 3),
                side(1_790, 208, 1_490, 5, 4, 1_840, 0, 98)),
            new Timing.OperationTiming(
                "gateway",
                "GET /search",
                side(3_400, 0, 31, 12, 4, 15, 0, 1),
                side(1_190, 0, 32, 12, 4, 15, 0, 1))));
  }

  private static Timing.Side side(
      long calls,
      long errors,
      long median,
      long self,
      long network,
      long database,
      long queue,
      long pool) {
    return new Timing.Side(
        statistics(calls, errors, median),
        List.of(
            new Timing.Part("self", self * MS),
            new Timing.Part("network", network * MS),
            new Timing.Part("database", database * MS),
            new Timing.Part("queue", queue * MS),
            new Timing.Part("pool", pool * MS)));
  }

  private static Flow flow() {
    TraceView slow = SampleTraces.timedOutCheckout();
    TraceView healthy = SampleTraces.healthyCheckout();
    return new Flow(
        List.of(
            new Flow.Comparison("failed at the gateway's time limit", slow, Optional.of(healthy)),
            new Flow.Comparison(
                "slowest in the incident window", SampleTraces.slowCheckout(), Optional.empty())),
        List.of(
            new Flow.TemplateCount(
                "payment", "WARN", "statement took <num> ms, over the limit of <num> ms", 0, 1_402),
            new Flow.TemplateCount(
                "checkout", "ERROR", "charge failed: deadline exceeded after <num> ms", 4, 208),
            new Flow.TemplateCount("checkout", "INFO", "order <id> placed", 4_540, 1_571)));
  }
}
