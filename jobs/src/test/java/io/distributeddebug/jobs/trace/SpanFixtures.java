package io.distributeddebug.jobs.trace;

import io.distributeddebug.jobs.lake.DataFile;
import io.distributeddebug.jobs.lake.Field;
import io.distributeddebug.jobs.lake.IngestedFiles;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TableFileWriter;
import io.distributeddebug.jobs.lake.TableLog;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Spans in a lake as ingest would leave them, for tests of what reads them. */
final class SpanFixtures {
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final List<String> SERVICES = List.of("web", "cart", "stock", "pay", "mail");

  private SpanFixtures() {}

  /** The row of a span, by column. */
  static Map<Field, Object> row(Span span) {
    Map<Field, Object> row = new HashMap<>();
    row.put(Spans.TRACE_ID, span.traceId());
    row.put(Spans.SPAN_ID, span.spanId());
    row.put(Spans.PARENT_SPAN_ID, span.parentSpanId());
    row.put(Spans.SERVICE, span.resource().service());
    row.put(Spans.INSTANCE, span.resource().instance());
    row.put(Spans.VERSION, span.resource().version());
    row.put(Spans.START_UNIX_NANOS, span.startUnixNanos());
    row.put(Spans.END_UNIX_NANOS, span.endUnixNanos());
    row.put(Spans.DURATION_NANOS, span.durationNanos());
    row.put(Spans.OPERATION, span.name());
    row.put(Spans.NAME, span.name());
    row.put(Spans.KIND, span.kind().name());
    row.put(Spans.STATUS, span.status().name());
    row.put(Spans.STATUS_MESSAGE, span.statusMessage());
    row.put(Spans.ATTRIBUTES, span.attributes().text());
    row.put(Spans.ATTRIBUTES_NUMBER, span.attributes().numbers());
    row.put(Spans.RECORD_HASH, (long) span.hashCode());
    return row;
  }

  /** Traces of every shape, an hour apart, so that some cross midnight. */
  static List<Map<Field, Object>> traces(int count, long seed) {
    Random random = new Random(seed);
    List<Map<Field, Object>> rows = new ArrayList<>();
    long start = LocalDate.of(2026, 1, 5).toEpochDay() * NANOS_PER_DAY;
    for (int trace = 0; trace < count; trace++) {
      String traceId = String.format("%016x%016x", random.nextLong(), random.nextLong());
      long begin = start + random.nextInt(48 * 60) * 60_000L * NANOS_PER_MILLI;
      int size = 1 + random.nextInt(25);
      for (int i = 0; i < size; i++) {
        Map<Field, Object> row = new HashMap<>();
        long from = begin + random.nextInt(120_000) * NANOS_PER_MILLI;
        long to = from + random.nextInt(60_000) * NANOS_PER_MILLI;
        // One parent in twenty was never recorded.
        int parent = i == 0 ? 0 : 1 + random.nextInt(20) == 1 ? 99 : 1 + random.nextInt(i);
        row.put(Spans.TRACE_ID, traceId);
        row.put(Spans.SPAN_ID, String.format("%016x", i + 1));
        row.put(Spans.PARENT_SPAN_ID, parent == 0 ? "" : String.format("%016x", parent));
        row.put(Spans.SERVICE, SERVICES.get(random.nextInt(SERVICES.size())));
        row.put(Spans.INSTANCE, "pod-" + random.nextInt(3));
        row.put(Spans.VERSION, "1");
        row.put(Spans.START_UNIX_NANOS, from);
        row.put(Spans.END_UNIX_NANOS, to);
        row.put(Spans.DURATION_NANOS, to - from);
        row.put(Spans.OPERATION, "op" + random.nextInt(4));
        row.put(Spans.KIND, List.of("SERVER", "CLIENT", "INTERNAL").get(random.nextInt(3)));
        row.put(Spans.STATUS, random.nextInt(10) == 0 ? "ERROR" : "UNSET");
        row.put(Spans.STATUS_MESSAGE, "");
        row.put(Spans.ATTRIBUTES, Map.of("peer.service", "db" + random.nextInt(2)));
        row.put(Spans.ATTRIBUTES_NUMBER, Map.of());
        row.put(Spans.RECORD_HASH, random.nextLong());
        rows.add(row);
      }
    }
    return rows;
  }

  /** Adds a batch of so many files, as ingest does: spans first, then the batch is done. */
  static void ingest(Lake lake, int batch, int files, List<Map<Field, Object>> rows) {
    String batchId = String.format("b%08x", batch);
    List<DataFile> written = new ArrayList<>();
    for (int file = 0; file < files; file++) {
      int from = rows.size() * file / files;
      int to = rows.size() * (file + 1) / files;
      written.addAll(write(lake, Spans.TABLE, batchId + "-" + file, rows.subList(from, to)));
    }
    commit(lake, Spans.TABLE, written);
    Map<Field, Object> done = new HashMap<>();
    done.put(Spans.BATCH_ID, batchId);
    done.put(IngestedFiles.STATE, IngestedFiles.DONE);
    commit(lake, IngestedFiles.TABLE, write(lake, IngestedFiles.TABLE, batchId, List.of(done)));
  }

  private static List<DataFile> write(
      Lake lake, Table table, String prefix, List<Map<Field, Object>> rows) {
    try (TableFileWriter writer =
        new TableFileWriter(table, lake.location(), prefix, lake.configuration())) {
      for (Map<Field, Object> row : rows) {
        Object[] values = new Object[table.fields().size()];
        Arrays.setAll(values, i -> row.get(table.fields().get(i)));
        int date = table.fields().indexOf(Spans.DATE);
        if (date >= 0) {
          long day = Math.floorDiv((long) row.get(Spans.START_UNIX_NANOS), NANOS_PER_DAY);
          values[date] = Date.valueOf(LocalDate.ofEpochDay(day));
        }
        for (int i = 0; i < values.length; i++) {
          if (table.fields().get(i).name().equals(Spans.BATCH_ID.name())) {
            values[i] = prefix.substring(0, 9);
          }
        }
        writer.write(values);
      }
      return writer.finish();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void commit(Lake lake, Table table, List<DataFile> files) {
    TableLog log = lake.log(table);
    log.commit(log.latestOrNew(), files, List.of(), Optional.empty());
  }
}
