package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One OTLP export request while it is read. As a resource or scope may follow its records in JSON,
 * records are kept as drafts and given out when the request, or one resource of it, is complete.
 */
final class OtlpRequest {
  /** The keys a request may begin with. */
  static final Set<String> KEYS =
      Set.of(
          "resourceSpans",
          "resource_spans",
          "resourceLogs",
          "resource_logs",
          "resourceMetrics",
          "resource_metrics");

  private final List<Draft> drafts = new ArrayList<>();

  /** A record that may still lack its resource and scope. */
  interface Draft {
    /** What keeps it from being a record; empty if nothing does. */
    String problem();

    long startByte();

    long endByte();

    void give(TelemetrySink sink, long position);
  }

  static final class Block {
    Resource resource = Resource.UNKNOWN;
  }

  static final class Scope {
    final Block block;
    String name = "";
    Attributes attributes = Attributes.EMPTY;

    Scope(Block block) {
      this.block = block;
    }

    /** With what the scope says about each of its records added. */
    Attributes describe(Attributes own, boolean withName) {
      if (attributes.isEmpty() && !(withName && !name.isEmpty())) {
        return own;
      }
      Attributes.Builder all = Attributes.builder();
      attributes.text().forEach(all::put);
      attributes.numbers().forEach(all::put);
      if (withName && !name.isEmpty()) {
        all.put("otel.scope.name", name);
      }
      own.text().forEach(all::put);
      own.numbers().forEach(all::put);
      return all.build();
    }
  }

  /** Called at the end of each resource's records. */
  interface BlockEnd {
    void reached() throws IOException;
  }

  /** Reads the object at the parser; one that has fields, but none of a request, is refused. */
  void read(JsonParser parser, BlockEnd end) throws IOException {
    int[] fields = {0};
    int[] requestFields = {0};
    boolean object =
        OtlpValues.object(
            parser,
            (p, field) -> {
              fields[0]++;
              if (KEYS.contains(field)) {
                requestFields[0]++;
                blocks(p, end);
              }
            });
    if (!object || (fields[0] > 0 && requestFields[0] == 0)) {
      throw new MalformedValueException("not an OTLP request");
    }
  }

  List<Draft> drafts() {
    return drafts;
  }

  /** The list of resources at the parser. */
  void blocks(JsonParser parser, BlockEnd end) throws IOException {
    OtlpValues.array(
        parser,
        p -> {
          Block block = new Block();
          OtlpValues.object(p, (q, field) -> blockField(q, field, block));
          end.reached();
        });
  }

  private void blockField(JsonParser parser, String field, Block block) throws IOException {
    switch (field) {
      case "resource" -> OtlpValues.object(parser, (p, name) -> resource(p, name, block));
      case "scopeSpans", "scope_spans", "instrumentationLibrarySpans" -> scopes(parser, block);
      case "scopeLogs", "scope_logs", "instrumentationLibraryLogs" -> scopes(parser, block);
      case "scopeMetrics", "scope_metrics", "instrumentationLibraryMetrics" ->
          scopes(parser, block);
      default -> parser.skipChildren();
    }
  }

  private static void resource(JsonParser parser, String field, Block block) throws IOException {
    if (field.equals("attributes")) {
      block.resource = Resource.of(OtlpValues.attributes(parser));
    }
  }

  private void scopes(JsonParser parser, Block block) throws IOException {
    OtlpValues.array(
        parser,
        p -> {
          Scope scope = new Scope(block);
          OtlpValues.object(p, (q, field) -> scopeField(q, field, scope));
        });
  }

  private void scopeField(JsonParser parser, String field, Scope scope) throws IOException {
    switch (field) {
      case "scope", "instrumentationLibrary" -> describe(parser, scope);
      case "spans" -> OtlpValues.array(parser, p -> drafts.add(OtlpSpan.read(p, scope)));
      case "logRecords", "log_records", "logs" ->
          OtlpValues.array(parser, p -> drafts.add(OtlpLog.read(p, scope)));
      case "metrics" -> OtlpValues.array(parser, p -> OtlpMetric.read(p, scope, drafts));
      default -> parser.skipChildren();
    }
  }

  private static void describe(JsonParser parser, Scope scope) throws IOException {
    Attributes.Builder attributes = Attributes.builder();
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "name" -> scope.name = OtlpValues.text(p);
            case "version" -> {
              String version = OtlpValues.text(p);
              if (!version.isEmpty()) {
                attributes.put("otel.scope.version", version);
              }
            }
            case "attributes" -> {
              Attributes own = OtlpValues.attributes(p);
              for (Map.Entry<String, String> text : own.text().entrySet()) {
                attributes.put("otel.scope." + text.getKey(), text.getValue());
              }
              for (Map.Entry<String, Double> number : own.numbers().entrySet()) {
                attributes.put("otel.scope." + number.getKey(), number.getValue());
              }
            }
            default -> p.skipChildren();
          }
        });
    scope.attributes = attributes.build();
  }
}
