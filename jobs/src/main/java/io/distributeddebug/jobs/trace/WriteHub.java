package io.distributeddebug.jobs.trace;

import io.distributeddebug.causality.Clocks;
import io.distributeddebug.jobs.lake.DataFile;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TableFileWriter;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.sampling.SamplingRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A task of reconstruction: spans of one bucket in, sorted by trace key; files of both hub tables
 * out, one a day, in the same order. One pass, one trace in memory at a time.
 */
final class WriteHub implements FlatMapFunction<Iterator<Row>, HubFile> {
  private static final long serialVersionUID = 1L;

  private final String location;
  private final String prefix;
  private final int bucketBits;
  private final Set<Long> epochDays;
  private final Broadcast<Map<Long, Clocks>> clocks;
  private final SamplingRules sampling;
  private final Broadcast<SerializableConfiguration> configuration;

  /**
   * Remembers what tasks need.
   *
   * @param epochDays traces that begin on other days were read for their late spans only
   * @param clocks by day; a day without: times as recorded
   * @param sampling what is configured where the telemetry does not say it
   */
  WriteHub(
      String location,
      String prefix,
      int bucketBits,
      Set<Long> epochDays,
      Broadcast<Map<Long, Clocks>> clocks,
      SamplingRules sampling,
      Broadcast<SerializableConfiguration> configuration) {
    this.location = location;
    this.prefix = prefix;
    this.bucketBits = bucketBits;
    this.epochDays = Set.copyOf(epochDays);
    this.clocks = clocks;
    this.sampling = sampling;
    this.configuration = configuration;
  }

  @Override
  public Iterator<HubFile> call(Iterator<Row> sorted) throws IOException {
    try (TableFileWriter spans = writer(TraceSpans.TABLE);
        TableFileWriter traces = writer(Traces.TABLE)) {
      AssembleTraces assembled = new AssembleTraces(sorted);
      while (assembled.hasNext()) {
        AssembledTrace trace = assembled.next();
        long day = HubRows.epochDay(trace.trace());
        if (epochDays.contains(day)) {
          Clocks known = clocks.value().getOrDefault(day, Clocks.AS_RECORDED);
          HubRows rows = new HubRows(trace, bucketBits, known, sampling);
          for (int span = 0; span < trace.trace().size(); span++) {
            spans.write(rows.span(span));
          }
          traces.write(rows.trace());
        }
      }
      List<HubFile> files = new ArrayList<>();
      for (DataFile file : spans.finish()) {
        files.add(new HubFile(TraceSpans.TABLE.name(), file));
      }
      for (DataFile file : traces.finish()) {
        files.add(new HubFile(Traces.TABLE.name(), file));
      }
      return files.iterator();
    }
  }

  private TableFileWriter writer(Table table) {
    String name = prefix + "-" + TaskContext.get().taskAttemptId();
    return new TableFileWriter(table, location, name, configuration.value().value());
  }
}
