package io.distributeddebug.jobs.investigation;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Services, virtual peers and operations of the hub. One Spark job without a shuffle: names are few
 * whatever the traffic; of operations at most {@value #MOST_OPERATIONS} are kept, first by name.
 */
final class NamesSeen implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int MOST_OPERATIONS = 20_000;

  private final HashSet<String> services = new HashSet<>();
  private final HashSet<String> operations = new HashSet<>();

  static NamesSeen in(Dataset<Row> hub) {
    FlatMapFunction<Iterator<Row>, NamesSeen> seen = rows -> List.of(of(rows)).iterator();
    NamesSeen all = new NamesSeen();
    hub.select(Spans.SERVICE.column(), Spans.OPERATION.column(), TraceSpans.PEER_SERVICE.column())
        .javaRDD()
        .mapPartitions(seen)
        .collect()
        .forEach(
            part -> {
              all.services.addAll(part.services);
              all.operations.addAll(part.operations);
            });
    all.services.remove("");
    return all;
  }

  private static NamesSeen of(Iterator<Row> rows) {
    NamesSeen seen = new NamesSeen();
    while (rows.hasNext()) {
      Row row = rows.next();
      seen.services.add(row.getString(0));
      seen.operations.add(row.getString(1));
      if (!row.isNullAt(2)) {
        seen.services.add(row.getString(2));
      }
      if (seen.operations.size() > 2 * MOST_OPERATIONS) {
        SortedSet<String> kept = first(seen.operations);
        seen.operations.clear();
        seen.operations.addAll(kept);
      }
    }
    return seen;
  }

  private static SortedSet<String> first(Set<String> names) {
    TreeSet<String> sorted = new TreeSet<>(names);
    while (sorted.size() > MOST_OPERATIONS) {
      sorted.pollLast();
    }
    return Collections.unmodifiableSortedSet(sorted);
  }

  SortedSet<String> services() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(services));
  }

  SortedSet<String> operations() {
    return first(operations);
  }
}
