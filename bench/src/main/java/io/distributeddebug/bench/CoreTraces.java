package io.distributeddebug.bench;

import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Spans of many traces in primitive arrays, made of a seed: 5 to 60 spans a trace, client and
 * server spans in turn, siblings one after the other or at once. All spans have one clock.
 */
final class CoreTraces {
  private static final int OPERATIONS = 200;
  private static final int SERVICES = 20;

  final int[] firstSpans;
  final long[] ids;
  final long[] parentIds;
  final long[] starts;
  final long[] ends;
  final SpanKind[] kinds;
  final String[] services;
  final String[] operations;

  private final SplittableRandom random;
  private int size;

  private CoreTraces(int traces, int mostSpans, long seed) {
    random = new SplittableRandom(seed);
    int capacity = traces * (mostSpans + 1);
    firstSpans = new int[traces + 1];
    ids = new long[capacity];
    parentIds = new long[capacity];
    starts = new long[capacity];
    ends = new long[capacity];
    kinds = new SpanKind[capacity];
    services = new String[capacity];
    operations = new String[capacity];
  }

  /** 5 to 60 spans a trace. */
  static CoreTraces of(int traces, long seed) {
    CoreTraces made = new CoreTraces(traces, 60, seed);
    for (int trace = 0; trace < traces; trace++) {
      made.firstSpans[trace] = made.size;
      made.trace(5 + made.random.nextInt(made.random.nextInt(1, 56)));
    }
    made.firstSpans[traces] = made.size;
    return made;
  }

  /** One trace of so many spans. */
  static CoreTraces giant(int spans, long seed) {
    CoreTraces made = new CoreTraces(1, spans, seed);
    made.trace(spans);
    made.firstSpans[1] = made.size;
    return made;
  }

  private void trace(int spans) {
    int first = size;
    span(0, 1_767_600_000_000_000_000L + random.nextLong(86_400_000_000_000L), 4_000_000_000L);
    while (size - first < spans) {
      int parent = Math.max(first, size - 1 - random.nextInt(6));
      long length = ends[parent] - starts[parent];
      if (length < 1_000) {
        parent = first;
        length = ends[parent] - starts[parent];
      }
      long from = starts[parent] + random.nextLong(length / 2);
      span(ids[parent], from, 1 + random.nextLong(Math.max(1, ends[parent] - from)));
    }
  }

  private void span(long parentId, long start, long nanos) {
    int service = random.nextInt(SERVICES);
    ids[size] = random.nextLong() | 1;
    parentIds[size] = parentId;
    starts[size] = start;
    ends[size] = start + nanos;
    kinds[size] = SpanKind.INTERNAL;
    services[size] = ("service-" + service).intern();
    operations[size] = ("operation-" + random.nextInt(OPERATIONS)).intern();
    size++;
  }

  int traces() {
    return firstSpans.length - 1;
  }

  int spans() {
    return size;
  }

  Trace assemble(int trace, TraceBuilder builder) {
    builder.start(trace, trace + 1L);
    for (int span = firstSpans[trace]; span < firstSpans[trace + 1]; span++) {
      builder
          .add(ids[span], parentIds[span], starts[span], ends[span])
          .by(services[span], services[span])
          .doing(operations[span], kinds[span]);
    }
    return builder.build();
  }

  /** As Jaeger's query service answers, one trace a line. */
  void writeJaegerJson(Path file) {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (int trace = 0; trace < traces(); trace++) {
        out.write("{\"data\":[{\"traceID\":\"" + trace + "\",\"spans\":[");
        for (int span = firstSpans[trace]; span < firstSpans[trace + 1]; span++) {
          out.write(span == firstSpans[trace] ? "" : ",");
          out.write(
              "{\"spanID\":\"%016x\",\"operationName\":\"%s\",\"startTime\":%d,\"duration\":%d,\"processID\":\"%s\",\"tags\":[],\"references\":["
                  .formatted(
                      ids[span],
                      operations[span],
                      starts[span],
                      ends[span] - starts[span],
                      services[span]));
          if (parentIds[span] != 0) {
            out.write("{\"refType\":\"CHILD_OF\",\"spanID\":\"%016x\"}".formatted(parentIds[span]));
          }
          out.write("]}");
        }
        out.write("],\"processes\":{}}]}\n");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
