package io.distributeddebug.jobs.trace;

import static io.distributeddebug.jobs.trace.SpanFixtures.ingest;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.DataFile;
import io.distributeddebug.jobs.lake.Field;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeDigest;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.trace.DrawnTrace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconstructTest {
  @TempDir Path folder;
  private final SparkSession spark = SparkTest.spark();

  @Test
  void theHubIsTheSameHoweverTheSpansArrived() {
    List<Map<Field, Object>> rows = SpanFixtures.traces(150, 7);
    Lake atOnce = lake("at-once");
    ingest(atOnce, 1, 1, rows);
    Reconstruct.Rebuilt rebuilt = Reconstruct.bringUpToDate(atOnce, Progress.silent());
    assertThat(rebuilt.traces()).isEqualTo(150);
    assertThat(rebuilt.spans()).isEqualTo(rows.size());

    List<Map<Field, Object>> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1));
    Lake bitByBit = lake("bit-by-bit");
    int third = shuffled.size() / 3;
    ingest(bitByBit, 1, 20, shuffled.subList(0, third));
    Reconstruct.bringUpToDate(bitByBit, Progress.silent());
    ingest(bitByBit, 2, 3, shuffled.subList(third, 2 * third));
    ingest(bitByBit, 3, 1, shuffled.subList(2 * third, shuffled.size()));
    Reconstruct.bringUpToDate(bitByBit, Progress.silent());

    assertThat(digest(bitByBit)).isEqualTo(digest(atOnce));
    checkLayout(bitByBit.pin());
    checkAgainstSql(bitByBit.pin());

    Map<String, Long> before = bitByBit.pin().versions();
    assertThat(Reconstruct.bringUpToDate(bitByBit, Progress.silent()).days()).isEmpty();
    assertThat(bitByBit.pin().versions()).isEqualTo(before);
  }

  @Test
  void oneTaskAndManyGiveTheSameRows() {
    Lake lake = lake("lake");
    ingest(lake, 1, 3, SpanFixtures.traces(60, 11));
    Dataset<Row> spans = lake.pin().read(Spans.TABLE);
    assertThat(hub(spans.repartition(200), 8)).isEqualTo(hub(spans.coalesce(1), 0)).isNotEmpty();
  }

  @Test
  void aSpanCarriesWhatOnlyItsTraceCanTell() {
    List<Map<Field, Object>> rows = new ArrayList<>();
    DrawnTrace.of(
            """
            web GET /                                  | ==============
              web charge {client error peer=pay}       |  ==
              web charge {client peer=pay}             |    ======
                pay POST /charge {server}              |     ====
                  pay insert {client peer=ledger}      |      ==
            """)
        .spans()
        .forEach(span -> rows.add(SpanFixtures.row(span)));
    Lake lake = lake("lake");
    ingest(lake, 1, 1, rows);
    Reconstruct.bringUpToDate(lake, Progress.silent());

    LakeSnapshot hub = lake.pin();
    hub.read(TraceSpans.TABLE).createOrReplaceTempView("hub");
    assertThat(
            spark
                .sql(
                    """
                    select concat_ws(' ', tree_position, depth, service, parent_service,
                        peer_service, peer_kind, retry_number, self_nanos div 1000000,
                        critical_path_nanos div 1000000, child_count, is_error)
                    from hub order by tree_position
                    """)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList())
        .containsExactly(
            "0 0 web    0 6 6 2 false",
            "1 1 web web pay external 0 2 2 0 true",
            "2 1 web web pay service 1 2 2 1 false",
            "3 2 pay web   0 2 2 1 false",
            "4 3 pay pay ledger external 0 2 2 0 false");
    Row trace = hub.read(Traces.TABLE).first();
    assertThat(trace.<Long>getAs(Traces.SPAN_COUNT.name())).isEqualTo(5);
    assertThat(trace.<Long>getAs(Traces.SERVICE_COUNT.name())).isEqualTo(2);
    assertThat(trace.<Long>getAs(Traces.ERROR_COUNT.name())).isEqualTo(1);
    assertThat(trace.<Double>getAs(Traces.COMPLETENESS_RATIO.name())).isEqualTo(1.0);
    assertThat(
            hub.read(TraceSpans.TABLE)
                .where(
                    TraceSpans.TRACE_KEY
                        .column()
                        .equalTo(TraceKey.of(trace.<String>getAs(Spans.TRACE_ID.name()))))
                .count())
        .isEqualTo(5);
  }

  @Test
  void timesOfAHostWhoseClockIsOffStandAdjustedBesideTheRecordedOnes() {
    String drawn =
        """
        web GET / {at=a}             | ==========
          web call {client at=a}     |  ======
            cart load {server at=b}  |        ====
        """;
    assertThat(clocksOf("adjusted", drawn)).containsExactly("0 0", "0 0", "-5 1");
    spark.conf().set(Reconstruct.CLOCK_ADJUSTMENT, "false");
    try {
      assertThat(clocksOf("as-recorded", drawn))
          .as("only the guess that one trace allows")
          .containsExactly("0 unknown", "0 unknown", "-5 unknown");
    } finally {
      spark.conf().unset(Reconstruct.CLOCK_ADJUSTMENT);
    }
  }

  @Test
  void aSpanTellsHowManyItStandsForAndWhoSaysSo() {
    List<Map<Field, Object>> rows =
        new ArrayList<>(
            DrawnTrace.of(
                    """
                    web GET /                | ======
                      web call {client}      |  ====
                        cart load            |   ==
                    """)
                .spans()
                .stream()
                .map(SpanFixtures::row)
                .toList());
    rows.get(0)
        .put(
            Spans.ATTRIBUTES,
            Map.of("sampler.type", "probabilistic", "tailsampling.policy", "errors"));
    rows.get(0).put(Spans.ATTRIBUTES_NUMBER, Map.of("sampler.param", 0.25));
    rows.get(2).put(Spans.TRACE_STATE, "ot=th:8");
    spark.conf().set(Reconstruct.SAMPLING, "web=0.01");
    try {
      assertThat(weights("tagged", rows))
          .as("the root's tag, but what a span says itself goes first")
          .containsExactly("4.0 jaeger", "4.0 jaeger", "2.0 tracestate");
      rows.get(0).put(Spans.ATTRIBUTES, Map.of());
      assertThat(weights("configured", rows)).startsWith("100.0 configured");
    } finally {
      spark.conf().unset(Reconstruct.SAMPLING);
    }
    assertThat(
            Lake.open(spark, folder.resolve("tagged").toString())
                .pin()
                .read(Traces.TABLE)
                .first()
                .<String>getAs(Traces.TAIL_POLICY.name()))
        .isEqualTo("errors");
  }

  private List<String> weights(String name, List<Map<Field, Object>> rows) {
    Lake lake = lake(name);
    ingest(lake, 1, 1, rows);
    Reconstruct.bringUpToDate(lake, Progress.silent());
    lake.pin().read(TraceSpans.TABLE).createOrReplaceTempView("hub");
    return spark
        .sql(
            "select concat_ws(' ', sampling_weight, sampling_source) from hub order by tree_position")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** What is added to the times of each span, and the uncertainty, in ms. */
  private List<String> clocksOf(String name, String drawn) {
    Lake lake = lake(name);
    ingest(lake, 1, 1, DrawnTrace.of(drawn).spans().stream().map(SpanFixtures::row).toList());
    Reconstruct.bringUpToDate(lake, Progress.silent());
    lake.pin().read(TraceSpans.TABLE).createOrReplaceTempView("hub");
    return spark
        .sql(
            """
            select concat_ws(' ', (adjusted_start_unix_nanos - start_unix_nanos) div 1000000,
                coalesce(string(clock_uncertainty_nanos div 1000000), 'unknown'))
            from hub order by tree_position
            """)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void aPeerIsNamedByWhatTheSpanSaysAboutIt() {
    viewOfCalls();
    assertThat(
            spark
                .sql(
                    """
                    select concat_ws(' ', peer, peer_kind) from input order by span_id
                    """)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList())
        .containsExactly(
            "orders queue", "redis cache", "ledger database", "bank.example external", " ");
  }

  /** A view of spans that call a queue, a cache, a database, a host, and nobody. */
  private void viewOfCalls() {
    spark
        .sql(
            """
            select 't' trace_id, c.id span_id, '' parent_span_id, 's' service,
              1L start_unix_nanos, 2L end_unix_nanos, 'o' operation, c.kind kind, '' instance,
              '' node, '' version, '' trace_state, 'UNSET' status, '' status_message, c.attributes attributes,
              map('http.request.resend_count', 0D) attributes_number, 0L record_hash
            from values
              ('1', 'PRODUCER',
                map('messaging.system', 'kafka', 'messaging.destination.name', 'orders')),
              ('2', 'CLIENT', map('db.system.name', 'redis')),
              ('3', 'CLIENT', map('db.system', 'mysql', 'db.namespace', 'ledger')),
              ('4', 'CLIENT', map('server.address', 'bank.example')),
              ('5', 'SERVER', map('server.address', 'me')) as c(id, kind, attributes)
            """)
        .createOrReplaceTempView("calls");
    SpanInput.of(spark.table("calls")).createOrReplaceTempView("input");
  }

  private Lake lake(String name) {
    return Lake.openOrCreate(spark, folder.resolve(name).toString(), Lake.Writers.SEVERAL);
  }

  private static Map<String, String> digest(Lake lake) {
    return LakeDigest.of(lake.pin(), TraceSpans.TABLE, Traces.TABLE);
  }

  /** Hub rows as text, in any number of tasks. */
  private static Set<String> hub(Dataset<Row> spans, int bits) {
    return new HashSet<>(Reconstruct.sorted(spans, bits).mapPartitions(HubText::of).collect());
  }

  /** Readers rely on it: a file is a bucket of a day, its traces whole and in the order of keys. */
  private void checkLayout(LakeSnapshot lake) {
    Set<Map<String, String>> partitions = new HashSet<>();
    for (DataFile file : lake.files(TraceSpans.TABLE)) {
      assertThat(partitions.add(file.partition())).isTrue();
      List<Long> keys =
          spark.read().parquet(file.path()).select("trace_key").collectAsList().stream()
              .map(row -> row.getLong(0))
              .toList();
      assertThat(keys).isSorted();
    }
    assertThat(partitions.size()).isGreaterThan(2);
  }

  /** An independent way to the same numbers: joins of spans with themselves. */
  private void checkAgainstSql(LakeSnapshot lake) {
    lake.read(Spans.TABLE).createOrReplaceTempView("raw");
    lake.read(TraceSpans.TABLE).createOrReplaceTempView("hub");
    lake.read(Traces.TABLE).createOrReplaceTempView("per_trace");
    assertThat(
            texts(
                """
                select concat_ws(' ', p.service, c.service, count(*), sum(c.duration_nanos))
                from raw c join raw p on p.trace_id = c.trace_id and p.span_id = c.parent_span_id
                group by p.service, c.service
                """))
        .isEqualTo(
            texts(
                """
                select concat_ws(' ', parent_service, service, count(*), sum(duration_nanos))
                from hub where parent_service <> '' and not flags like '%orphan%'
                group by parent_service, service
                """))
        .isNotEmpty();
    assertThat(
            texts(
                """
                select concat_ws(' ', c.trace_id, count(*)) from raw c left anti join raw p
                on p.trace_id = c.trace_id and p.span_id = c.parent_span_id
                where c.parent_span_id <> '' group by c.trace_id
                """))
        .isEqualTo(
            texts(
                """
                select concat_ws(' ', trace_id, orphan_count) from per_trace where orphan_count > 0
                """))
        .isNotEmpty();
    assertThat(
            texts(
                """
                select concat_ws(' ', trace_id, count(*), count(distinct service),
                    count_if(status = 'ERROR'), min(start_unix_nanos),
                    max(end_unix_nanos) - min(start_unix_nanos))
                from raw group by trace_id
                """))
        .isEqualTo(
            texts(
                """
                select concat_ws(' ', trace_id, span_count, service_count, error_count,
                    start_unix_nanos, duration_nanos)
                from per_trace
                """));
  }

  private Set<String> texts(String sql) {
    Set<String> texts = new HashSet<>();
    spark.sql(sql).collectAsList().forEach(row -> texts.add(row.getString(0)));
    return texts;
  }
}
