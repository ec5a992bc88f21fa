package io.distributeddebug.jobs.cause;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.cause.Alternative;
import io.distributeddebug.cause.CauseSearch;
import io.distributeddebug.cause.Explaining;
import io.distributeddebug.cause.NamedBaseline;
import io.distributeddebug.cause.SearchPlan;
import io.distributeddebug.cause.Unexplained;
import io.distributeddebug.flow.Flow;
import io.distributeddebug.flow.FlowLog;
import io.distributeddebug.flow.FlowSpan;
import io.distributeddebug.flow.SlicedFacts;
import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What is counted in parallel is what the pure functions count one trace after the other. */
class TracePassesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long ALARM = 10_000 * SECOND;
  private static final long SLICE = 10 * SECOND;
  private static final StructType RECORDS =
      new StructType()
          .add("trace_key", DataTypes.StringType)
          .add("trace_id", DataTypes.StringType)
          .add("is_log", DataTypes.BooleanType)
          .add("span_id", DataTypes.StringType)
          .add("parent_span_id", DataTypes.StringType)
          .add("service", DataTypes.StringType)
          .add("instance", DataTypes.StringType)
          .add("version", DataTypes.StringType)
          .add("name", DataTypes.StringType)
          .add("start", DataTypes.LongType)
          .add("end", DataTypes.LongType)
          .add("is_error", DataTypes.BooleanType)
          .add("peer", DataTypes.StringType)
          .add("peer_kind", DataTypes.StringType)
          .add("retry", DataTypes.LongType)
          .add("skew", DataTypes.LongType);

  /** The clock of the stock's host is late. */
  private static final long SKEW = 3 * SECOND;

  private final List<Row> rows = new ArrayList<>();
  private final List<Flow> flows = new ArrayList<>();

  @Test
  void theFactsAreThoseOfTheTracesOneByOne() {
    record(300);
    SlicedFacts expected = new SlicedFacts(ALARM, SLICE);
    flows.forEach(expected::add);

    assertThat(text(FactsPass.count(records(), ALARM, SLICE))).isEqualTo(text(expected));
  }

  @Test
  void theAnswersAreThoseOfTheTracesOneByOne() {
    record(300);
    SlicedFacts facts = new SlicedFacts(ALARM, SLICE);
    flows.forEach(facts::add);
    SearchPlan plan =
        SearchPlan.of(
            new Window(ALARM - 600 * SECOND, ALARM + 600 * SECOND),
            OptionalLong.of(ALARM),
            NamedBaseline.NONE);
    List<SortedMap<String, String>> inParallel = new ArrayList<>();
    List<SortedMap<String, String>> oneByOne = new ArrayList<>();
    new CauseSearch(facts, List.of(), plan)
        .find(
            alternatives -> {
              List<Unexplained> pure = alternatives.stream().map(this::asked).toList();
              QuestionsPass.ask(records(), alternatives)
                  .forEach(answer -> inParallel.add(text(answer)));
              pure.forEach(answer -> oneByOne.add(text(answer)));
              return pure;
            });

    assertThat(inParallel).isEqualTo(oneByOne).anyMatch(answer -> !answer.isEmpty());
  }

  private Unexplained asked(Alternative alternative) {
    Unexplained answer = new Unexplained();
    Explaining question = alternative.question();
    for (Flow flow : flows) {
      if (alternative.incident().contains(flow.startUnixNanos())) {
        question.ask(flow, answer::add);
      }
    }
    return answer;
  }

  private static SortedMap<String, String> text(Unexplained answer) {
    SortedMap<String, String> text = new TreeMap<>();
    answer.forEach((place, sum) -> text.put(place.encoded(), sum.toString()));
    return text;
  }

  private static SortedMap<String, String> text(SlicedFacts facts) {
    SortedMap<String, String> text = new TreeMap<>();
    facts.encode(
        (kind, key, tallies) ->
            text.put(kind + " " + key, Base64.getEncoder().encodeToString(tallies)));
    return text;
  }

  private Dataset<Row> records() {
    return SparkTest.spark()
        .createDataFrame(rows, RECORDS)
        .repartition(3, col("trace_key"))
        .sortWithinPartitions("trace_key", "trace_id");
  }

  /**
   * Orders over ten minutes; from the alarm on the stock fails, and the shop logs it. The rows hold
   * spans on one clock and log lines as they were stamped.
   */
  private void record(int traces) {
    Random random = new Random(7);
    for (int i = 0; i < traces; i++) {
      String id = String.format("%032x", i + 1);
      long begin = ALARM - 400 * SECOND + random.nextInt(600) * SECOND;
      boolean fails = begin >= ALARM && random.nextInt(4) > 0;
      long work = (20 + random.nextInt(20)) * 1_000_000L;
      List<FlowSpan> spans =
          List.of(
              span("1", "", "shop", "order", begin, begin + 4 * work),
              span("2", "1", "shop", "call", begin + work, begin + 3 * work),
              span("3", "2", "stock", "reserve", begin + work + 500_000, begin + 2 * work));
      List<FlowLog> logs = new ArrayList<>();
      logs.add(new FlowLog(begin + 1, "shop", "1", "INFO order", false));
      if (fails) {
        logs.add(new FlowLog(begin + 2 * work - 1, "stock", "3", "ERROR empty", true));
        logs.add(new FlowLog(begin + 3 * work + 1, "shop", "1", "ERROR failed", true));
      }
      spans.forEach(span -> rows.add(row(id, span)));
      logs.forEach(log -> rows.add(row(id, log)));
      flows.add(Flow.of(id, spans, logs));
    }
  }

  private static FlowSpan span(
      String id, String parent, String service, String operation, long from, long to) {
    return FlowSpan.plain(id, parent, service, service + "-1", operation, from, to);
  }

  private static Row row(String traceId, FlowSpan span) {
    return RowFactory.create(
        traceId,
        traceId,
        false,
        span.spanId(),
        span.parentSpanId(),
        span.service(),
        span.instance(),
        span.version(),
        span.operation(),
        span.startUnixNanos(),
        span.endUnixNanos(),
        span.isError(),
        span.peer(),
        span.peerKind(),
        span.retryNumber(),
        skew(span.service()));
  }

  private static long skew(String service) {
    return service.equals("stock") ? SKEW : 0;
  }

  private static Row row(String traceId, FlowLog log) {
    return RowFactory.create(
        traceId,
        traceId,
        true,
        log.spanId(),
        "",
        log.service(),
        "",
        "",
        log.template(),
        log.unixNanos() - skew(log.service()),
        log.unixNanos() - skew(log.service()),
        log.isError(),
        "",
        "",
        0L,
        0L);
  }
}
