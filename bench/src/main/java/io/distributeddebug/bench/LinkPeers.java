package io.distributeddebug.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;
import zipkin2.DependencyLink;
import zipkin2.Endpoint;
import zipkin2.Span;
import zipkin2.internal.DependencyLinker;

/**
 * Dependency links as the two projects' Spark jobs make them: spans as objects, grouped by trace in
 * an RDD, linked group by group, added up by key. Reading is ours, and cheaper than theirs.
 */
final class LinkPeers {
  private LinkPeers() {}

  private static JavaRDD<Row> rows(Dataset<Row> spans) {
    return spans
        .select(
            col("trace_id"),
            col("span_id"),
            col("parent_span_id"),
            col("kind"),
            col("service"),
            expr("attributes['peer.service']"),
            expr("status = 'ERROR' OR attributes['error'] IS NOT NULL"),
            expr("links.span_id"))
        .javaRDD();
  }

  /** Of zipkin-dependencies: {@code groupBy}, Zipkin's own linker, {@code reduceByKey}. */
  static SortedMap<String, Long> zipkin(Dataset<Row> spans) {
    return sums(
        rows(spans)
            .map(LinkPeers::zipkinSpan)
            .groupBy(Span::traceId)
            .flatMap(trace -> links(trace._2()))
            .mapToPair(
                link -> new Tuple2<>(link.parent() + " > " + link.child(), link.callCount()))
            .reduceByKey(Long::sum)
            .collect());
  }

  private static Iterator<DependencyLink> links(Iterable<Span> trace) {
    return new DependencyLinker()
        .putTrace(StreamSupport.stream(trace.spliterator(), false).toList())
        .link()
        .iterator();
  }

  private static Span zipkinSpan(Row row) {
    Span.Builder span =
        Span.newBuilder()
            .traceId(row.getString(0))
            .id(row.getString(1))
            .parentId(row.getString(2).isEmpty() ? null : row.getString(2))
            .localEndpoint(Endpoint.newBuilder().serviceName(row.getString(4)).build());
    switch (row.getString(3)) {
      case "CLIENT", "SERVER", "PRODUCER", "CONSUMER" ->
          span.kind(Span.Kind.valueOf(row.getString(3)));
      default -> {}
    }
    if (!row.isNullAt(5)) {
      span.remoteEndpoint(Endpoint.newBuilder().serviceName(row.getString(5)).build());
    }
    if (row.getBoolean(6)) {
      span.putTag("error", "true");
    }
    return span.build();
  }

  /** What Jaeger's rules look at; a class of objects, as its job has. */
  private record JaegerSpan(
      String traceId, String id, List<String> references, String kind, String service, String peer)
      implements Serializable {}

  /** Of jaegertracing/spark-dependencies, from its rules in words. */
  static SortedMap<String, Long> jaeger(Dataset<Row> spans) {
    return sums(
        rows(spans)
            .map(LinkPeers::jaegerSpan)
            .groupBy(JaegerSpan::traceId)
            .flatMap(trace -> derive(trace._2()).iterator())
            .mapToPair(link -> new Tuple2<>(link, 1L))
            .reduceByKey(Long::sum)
            .collect());
  }

  private static JaegerSpan jaegerSpan(Row row) {
    List<String> references = new ArrayList<>();
    if (!row.getString(2).isEmpty()) {
      references.add(row.getString(2));
    }
    if (!row.isNullAt(7)) {
      references.addAll(row.getList(7));
    }
    return new JaegerSpan(
        row.getString(0),
        row.getString(1),
        references,
        row.getString(3),
        row.getString(4),
        row.isNullAt(5) ? "" : row.getString(5));
  }

  private static List<String> derive(Iterable<JaegerSpan> trace) {
    Map<String, List<JaegerSpan>> byId = new LinkedHashMap<>();
    for (JaegerSpan span : trace) {
      byId.computeIfAbsent(span.id(), id -> new ArrayList<>()).add(span);
    }
    Set<String> referred =
        StreamSupport.stream(trace.spliterator(), false)
            .flatMap(span -> span.references().stream())
            .collect(Collectors.toSet());
    List<String> links = new ArrayList<>();
    for (List<JaegerSpan> sameId : byId.values()) {
      sameId.stream()
          .filter(span -> span.kind().equals("CLIENT"))
          .findFirst()
          .ifPresent(
              client ->
                  sameId.stream()
                      .filter(span -> span.kind().equals("SERVER"))
                      .findFirst()
                      .ifPresent(server -> links.add(link(client.service(), server.service()))));
    }
    for (JaegerSpan span : trace) {
      boolean isShared = byId.get(span.id()).size() > 1;
      if (span.references().isEmpty() || (isShared && !span.kind().equals("CLIENT"))) {
        continue;
      }
      for (String reference : span.references()) {
        List<JaegerSpan> from = byId.getOrDefault(reference, List.of());
        from.stream()
            .filter(half -> from.size() == 1 || half.kind().equals("SERVER"))
            .findFirst()
            .ifPresent(half -> links.add(link(half.service(), span.service())));
      }
      if (!referred.contains(span.id()) && !span.peer().isEmpty()) {
        links.add(link(span.service(), span.peer()));
      }
    }
    return links;
  }

  private static String link(String parent, String child) {
    return parent + " > " + child;
  }

  private static SortedMap<String, Long> sums(List<Tuple2<String, Long>> counts) {
    SortedMap<String, Long> sums = new TreeMap<>();
    counts.forEach(count -> sums.put(count._1(), count._2()));
    return sums;
  }
}
