package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of Tempo's blocks ({@code data.parquet} of vParquet3, 4 and 5), a trace each: resources
 * ({@code rs}), scopes ({@code ss}), spans. Attributes with columns of their own have their names
 * from {@code meta.json} beside the file, which has another name once the block was compacted.
 *
 * @see <a href="https://github.com/grafana/tempo/tree/main/tempodb/encoding">its schemas</a>
 */
final class TempoBlockFormat implements RowFormat {
  private static final HexFormat HEX = HexFormat.of();
  private static final Map<String, String> OF_RESOURCE =
      Map.of(
          "ServiceName", "service.name",
          "Cluster", "cluster",
          "Namespace", "namespace",
          "Pod", "pod",
          "Container", "container",
          "K8sClusterName", "k8s.cluster.name",
          "K8sNamespaceName", "k8s.namespace.name",
          "K8sPodName", "k8s.pod.name",
          "K8sContainerName", "k8s.container.name");
  private static final Map<String, String> OF_SPAN =
      Map.of(
          "HttpMethod", "http.method",
          "HttpUrl", "http.url",
          "HttpStatusCode", "http.status_code");

  @Override
  public String name() {
    return "tempo-block";
  }

  @Override
  public boolean recognises(Set<String> columns) {
    return columns.contains("TraceID") && columns.contains("rs");
  }

  @Override
  public RowSource.Bytes bytes() {
    return RowSource.Bytes.BINARY;
  }

  @Override
  public RowReader reader(Beside beside) throws IOException {
    Optional<String> meta = beside.text("meta.json");
    return new Reader(
        TempoColumns.of(meta.isPresent() ? meta : beside.text("meta.compacted.json")));
  }

  private static final class Reader implements RowReader {
    private final TempoColumns columns;
    private final Resources resources = new Resources();

    Reader(TempoColumns columns) {
      this.columns = columns;
    }

    @Override
    public void read(ObjectNode row, PlacedRecords records) {
      String trace = id(row.path("TraceID"));
      for (JsonNode ofResource : row.path("rs")) {
        Resource resource = resource(ofResource.path("Resource"));
        for (JsonNode ofScope : ofResource.path("ss")) {
          for (JsonNode span : ofScope.path("Spans")) {
            span(trace, resource, ofScope.path("Scope"), span, records);
          }
        }
      }
    }

    private void span(
        String trace, Resource resource, JsonNode scope, JsonNode node, PlacedRecords records) {
      JsonView view = new JsonView(node);
      long start = view.wholeNumber("StartTimeUnixNano");
      Attributes.Builder own = Attributes.builder();
      named(node, OF_SPAN, own);
      columns.put("span", node.path("DedicatedAttributes"), own);
      TempoAttributes.put(node.path("Attrs"), own);
      SpanDraft span =
          new SpanDraft()
              .ids(trace, id(node.path("SpanID")), id(node.path("ParentSpanID")))
              .traceState(view.text("TraceState"))
              .resource(resource)
              .name(view.text("Name"))
              .kind(view.text("Kind"))
              .time(start, start + view.wholeNumber("DurationNano"))
              .status(view.text("StatusCode"), view.text("StatusMessage"))
              .scope(scope.path("Name").asText(""), scope.path("Version").asText(""))
              .attributes(ofScope(scope))
              .attributes(own.build());
      for (JsonNode event : node.path("Events")) {
        event(event, start, span);
      }
      JsonNode links = node.path("Links");
      if (links.isBinary()) {
        TempoAttributes.links(links, span);
      }
      for (JsonNode link : links) {
        span.link(
            id(link.path("TraceID")), id(link.path("SpanID")), attributes(link.path("Attrs")));
      }
      span.give(records, () -> "trace " + trace + ", span " + id(node.path("SpanID")));
    }

    /** Since version 4 an event's time counts from its span's start. */
    private void event(JsonNode event, long start, SpanDraft span) {
      JsonView view = new JsonView(event);
      Attributes.Builder own = Attributes.builder();
      columns.put("event", event.path("DedicatedAttributes"), own);
      TempoAttributes.put(event.path("Attrs"), own);
      long time =
          event.has("TimeSinceStartNano")
              ? start + view.wholeNumber("TimeSinceStartNano")
              : view.wholeNumber("TimeUnixNano");
      span.event(time, view.text("Name"), own.build());
    }

    private Resource resource(JsonNode node) {
      Attributes.Builder own = Attributes.builder();
      named(node, OF_RESOURCE, own);
      columns.put("resource", node.path("DedicatedAttributes"), own);
      TempoAttributes.put(node.path("Attrs"), own);
      return resources.of(own.build());
    }

    private static Attributes ofScope(JsonNode scope) {
      Attributes.Builder all = Attributes.builder();
      Attributes own = attributes(scope.path("Attrs"));
      own.text().forEach((key, value) -> all.put("otel.scope." + key, value));
      own.numbers().forEach((key, value) -> all.put("otel.scope." + key, value));
      return all.build();
    }

    private static Attributes attributes(JsonNode list) {
      Attributes.Builder all = Attributes.builder();
      TempoAttributes.put(list, all);
      return all.build();
    }

    /** The columns that Tempo has for well-known attributes; an empty service is none. */
    private static void named(
        JsonNode node, Map<String, String> attributeByColumn, Attributes.Builder attributes) {
      attributeByColumn.forEach(
          (column, attribute) -> {
            JsonNode value = node.path(column);
            boolean says = value.isValueNode() && !value.isNull();
            if (says && !(column.equals("ServiceName") && value.asText().isEmpty())) {
              FlatJson.put(attributes, attribute, FlatJson.scalar(value));
            }
          });
    }

    private static String id(JsonNode node) {
      return node.isBinary() ? HEX.formatHex(TempoAttributes.bytes(node)) : node.asText("");
    }
  }
}
