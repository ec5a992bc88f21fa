package io.distributeddebug.jobs.state;

import io.distributeddebug.causality.ClockCorrection;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.DataFile;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.StateEvents;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TableLog;
import io.distributeddebug.jobs.lake.TableVersion;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.trace.ClockQuery;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.extract.ExtractionReport;
import io.distributeddebug.state.extract.StateExtractor;
import io.distributeddebug.state.extract.StateMapping;
import io.distributeddebug.state.extract.TraceSignals;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Keeps {@code state_events} up with the signals: made anew from all of them when there are new
 * ones or another mapping. One shuffle by trace, one by entity.
 */
public final class StateExtraction {
  public static final List<Table> READS = List.of(Spans.TABLE, Logs.TABLE, TraceSpans.TABLE);
  public static final List<Table> WRITES = List.of(StateEvents.TABLE);

  private static final int MOST_TRIES = 5;

  private StateExtraction() {}

  /** What was found in memory. */
  public record Found(List<StateEvent> events, ExtractionReport report) {
    public Found {
      events = List.copyOf(events);
    }
  }

  /** Of signals in memory. */
  public static Found of(List<Span> spans, List<LogRecord> logs, StateMapping mapping) {
    ClockCorrection clocks = ClockCorrection.of(ClockQuery.offsets(TraceSet.of(spans)));
    Map<String, List<Span>> traces = new TreeMap<>();
    spans.forEach(
        span -> traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span));
    Map<String, List<LogRecord>> lines = new TreeMap<>();
    logs.forEach(log -> lines.computeIfAbsent(log.traceId(), id -> new ArrayList<>()).add(log));
    lines.keySet().forEach(id -> traces.computeIfAbsent(id, none -> new ArrayList<>()));
    StateExtractor extractor = new StateExtractor(mapping);
    ExtractionReport report = new ExtractionReport();
    List<StateEvent> events = new ArrayList<>();
    traces.forEach(
        (id, trace) ->
            extractor.extract(
                new TraceSignals(trace, lines.getOrDefault(id, List.of())),
                report,
                event -> events.add(onClock(event, clocks))));
    return new Found(events, report);
  }

  /** What the rules find in a lake, without storing it. */
  public static ExtractionReport explain(LakeSnapshot lake, StateMapping mapping) {
    return SignalsInput.sorted(lake)
        .mapPartitions(new Explain(mapping))
        .treeAggregate(new ExtractionReport(), ExtractionReport::merge, ExtractionReport::merge, 2);
  }

  /** Brings the table up to the batches that are whole in the lake now. */
  public static void bringUpToDate(
      Lake lake, StateMapping mapping, String mappingText, Progress progress) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      LakeSnapshot snapshot = lake.pin();
      String made = "s" + madeFrom(snapshot, mappingText) + "-";
      TableVersion base = lake.log(StateEvents.TABLE).latestOrNew();
      if (!base.files().isEmpty()
          && base.files().stream().allMatch(file -> nameOf(file).startsWith("part-" + made))) {
        return;
      }
      progress.stage("finding operations on state");
      List<DataFile> added = lake.write(StateEvents.TABLE, made, rows(lake, snapshot, mapping));
      if (lake.log(StateEvents.TABLE).commit(base, added, base.files(), Optional.empty())
          != TableLog.Outcome.CONTESTED) {
        return;
      }
    }
    throw new IllegalStateException("Cannot write state_events: other runs keep writing it");
  }

  private static Dataset<Row> rows(Lake lake, LakeSnapshot snapshot, StateMapping mapping) {
    ClockCorrection clocks = ClockCorrection.of(ClockQuery.offsets(TraceSet.of(snapshot)));
    JavaRDD<Row> events = SignalsInput.sorted(snapshot).mapPartitions(new Extract(mapping, clocks));
    return lake.spark()
        .createDataFrame(events, StateEvents.TABLE.schema())
        .repartition(StateEvents.ENTITY_HASH.column())
        .sortWithinPartitions(
            StateEvents.ENTITY_HASH.column(),
            StateEvents.ENTITY_TYPE.column(),
            StateEvents.ENTITY_KEY.column(),
            StateEvents.INVOKE.column(),
            StateEvents.COMPLETE.column(),
            Spans.TRACE_ID.column(),
            Spans.SPAN_ID.column(),
            StateEvents.KIND.column(),
            StateEvents.MESSAGE_ID.column());
  }

  /** A name for the signals and the mapping: equal ones give an equal table. */
  private static String madeFrom(LakeSnapshot snapshot, String mappingText) {
    long hash = 0xcbf29ce484222325L;
    List<Table> tables = List.of(Spans.TABLE, Logs.TABLE);
    StringBuilder from = new StringBuilder(mappingText);
    for (Table table : tables) {
      snapshot.files(table).stream()
          .map(DataFile::path)
          .sorted()
          .forEach(path -> from.append('\n').append(path));
    }
    for (int i = 0; i < from.length(); i++) {
      hash = (hash ^ from.charAt(i)) * 0x100000001b3L;
    }
    return HexFormat.of().toHexDigits(hash);
  }

  private static String nameOf(DataFile file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1);
  }

  private static StateEvent onClock(StateEvent event, ClockCorrection clocks) {
    ClockCorrection.Reading clock =
        clocks.at(event.actor().host(), event.interval().invokeUnixNanos());
    return event.onClock(clock.offsetNanos(), clock.uncertaintyNanos());
  }

  /** A task of {@link #bringUpToDate}. */
  record Extract(StateMapping mapping, ClockCorrection clocks)
      implements FlatMapFunction<Iterator<Row>, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      StateExtractor extractor = new StateExtractor(mapping);
      ExtractionReport unused = new ExtractionReport();
      SignalsInput traces = new SignalsInput(rows);
      return new FlatIterator<>(
          traces,
          trace -> {
            List<Row> found = new ArrayList<>();
            extractor.extract(
                trace, unused, event -> found.add(StateEventRows.row(onClock(event, clocks))));
            return found.iterator();
          });
    }
  }

  /** A task of {@link #explain}. */
  record Explain(StateMapping mapping) implements FlatMapFunction<Iterator<Row>, ExtractionReport> {
    @Override
    public Iterator<ExtractionReport> call(Iterator<Row> rows) {
      StateExtractor extractor = new StateExtractor(mapping);
      ExtractionReport report = new ExtractionReport();
      new SignalsInput(rows)
          .forEachRemaining(trace -> extractor.extract(trace, report, event -> {}));
      return List.of(report).iterator();
    }
  }
}
