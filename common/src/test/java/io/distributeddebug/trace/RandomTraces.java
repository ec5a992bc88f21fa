package io.distributeddebug.trace;

import io.distributeddebug.telemetry.SpanKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Traces for properties: any shape, ties, children that overflow, clocks that are off. */
final class RandomTraces {
  private static final List<SpanKind> KINDS = List.of(SpanKind.values());

  record Row(
      long id,
      long parentId,
      long start,
      long end,
      String service,
      String operation,
      SpanKind kind) {}

  record Rows(List<Row> rows) {
    Trace inOrder() {
      TraceBuilder builder = new TraceBuilder().start(7, 9);
      for (Row row : rows) {
        builder
            .add(row.id, row.parentId, row.start, row.end)
            .by(row.service, row.service + "-0")
            .doing(row.operation, row.kind);
      }
      return builder.build();
    }

    Trace shuffled(Random random) {
      List<Row> copy = new ArrayList<>(rows);
      Collections.shuffle(copy, random);
      return new Rows(copy).inOrder();
    }
  }

  static SpanKind kind(Random random) {
    return KINDS.get(random.nextInt(KINDS.size()));
  }

  /** One root, every parent there. */
  static Trace connected(Random random, int size) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(row(random, i + 1, i == 0 ? 0 : 1 + random.nextInt(i), 50));
    }
    return new Rows(rows).inOrder();
  }

  /** Anything: repeats, missing parents, circles, several roots. */
  static Rows rows(Random random, int size) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(row(random, 1 + random.nextInt(size), random.nextInt(size + size / 8), 30));
      if (random.nextInt(10) == 0) {
        rows.add(rows.get(random.nextInt(rows.size())));
      }
    }
    return new Rows(rows);
  }

  private static Row row(Random random, long id, long parentId, int latest) {
    long start = random.nextInt(latest);
    return new Row(
        id,
        parentId,
        start,
        start + random.nextInt(latest) - (random.nextInt(20) == 0 ? 3 : 0),
        "service" + random.nextInt(4),
        "op" + random.nextInt(3),
        KINDS.get(random.nextInt(KINDS.size())));
  }

  private RandomTraces() {}
}
