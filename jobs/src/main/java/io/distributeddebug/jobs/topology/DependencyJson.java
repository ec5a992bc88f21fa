package io.distributeddebug.jobs.topology;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.topology.DependencyKey;
import io.distributeddebug.topology.DependencyLink;
import io.distributeddebug.topology.DependencyTallies;
import io.distributeddebug.topology.DependencyTally;
import java.util.List;
import java.util.Map;

/** Dependencies as {@code dependencies --json} prints them: one array. */
public final class DependencyJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DependencyJson() {}

  /** Links of Jaeger's or Zipkin's rules. */
  public static String ofLinks(List<DependencyLink> links) {
    ArrayNode array = JSON.createArrayNode();
    for (DependencyLink link : links) {
      array
          .addObject()
          .put("parent", link.parent())
          .put("child", link.child())
          .put("calls", link.calls())
          .put("errors", link.errors());
    }
    return array.toPrettyString() + "\n";
  }

  /** Our own, with the details that were asked for. */
  public static String of(Map<DependencyKey, DependencyTally> dependencies, Detail detail) {
    ArrayNode array = JSON.createArrayNode();
    dependencies.forEach((key, tally) -> put(array.addObject(), key, tally, detail));
    return array.toPrettyString() + "\n";
  }

  /** By buckets of time: a row for each in which there was a call. */
  public static String ofBuckets(DependencyTallies tallies, Detail detail) {
    ArrayNode array = JSON.createArrayNode();
    tallies
        .buckets()
        .forEach(
            (key, buckets) ->
                buckets.forEach(
                    (begin, tally) -> {
                      ObjectNode row = array.addObject();
                      row.put("bucket_start_unix_nanos", begin);
                      put(row, key, tally, detail);
                    }));
    return array.toPrettyString() + "\n";
  }

  private static void put(ObjectNode row, DependencyKey key, DependencyTally tally, Detail detail) {
    putKey(row, key, detail);
    row.put("calls", tally.calls())
        .put("errors", tally.errors())
        .put("timeouts", tally.timeouts())
        .put("retries", tally.retries());
    quantiles(row.putObject("duration_nanos"), tally.durations());
    quantiles(row.putObject("wait_nanos"), tally.waits());
    row.put("first_unix_nanos", tally.firstUnixNanos())
        .put("last_unix_nanos", tally.lastUnixNanos())
        .put("slowest_trace_id", tally.slowestTrace())
        .put("failed_trace_id", tally.failedTrace().isEmpty() ? null : tally.failedTrace());
  }

  /** The two ends, with the details that were asked for. */
  static void putKey(ObjectNode row, DependencyKey key, Detail detail) {
    row.put("parent", key.parent()).put("child", key.child()).put("kind", kind(key));
    if (detail == Detail.OPERATION) {
      row.put("parent_operation", key.parentDetail()).put("child_operation", key.childDetail());
    } else if (detail == Detail.INSTANCE) {
      row.put("parent_instance", key.parentDetail()).put("child_instance", key.childDetail());
    }
  }

  private static void quantiles(ObjectNode node, LogLinearHistogram values) {
    node.put("count", values.count());
    if (!values.isEmpty()) {
      node.put("p50", values.quantile(0.5))
          .put("p95", values.quantile(0.95))
          .put("p99", values.quantile(0.99))
          .put("max", values.max());
    }
  }

  /** In words that say what the caller does. */
  public static String kind(DependencyKey key) {
    return switch (key.kind()) {
      case SYNC -> "synchronous";
      case ASYNC -> "asynchronous";
      case DATABASE -> "database";
      case CACHE -> "cache";
      case EXTERNAL -> "external";
    };
  }
}
