package io.distributeddebug.jobs.ingest;

import io.distributeddebug.format.Position;
import io.distributeddebug.format.Quality;
import io.distributeddebug.format.Reject;
import io.distributeddebug.logs.LogTemplate;
import io.distributeddebug.operation.NameTemplate;
import io.distributeddebug.operation.OperationName;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanLink;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Rows of the signal tables from records of one file: values in the order of the columns. */
final class SignalRows {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final HexFormat HEX = HexFormat.of();
  private static final int MASKED_NAMES_KEPT = 10_000;

  private final String batch;
  private final String archive;
  private final Map<String, String> operations = new HashMap<>();
  private String file;
  private Resource lastResource = Resource.UNKNOWN;
  private String lastResourceId = resourceId(Resource.UNKNOWN);

  SignalRows(String batch, String file) {
    this.batch = batch;
    this.archive = file;
    this.file = file;
  }

  /** What comes next is of this entry of the file; empty: of the file itself. */
  void entry(String label) {
    file = EntryFiles.name(archive, label);
  }

  Object[] span(Span span, long position) {
    String resourceId = idOf(span.resource());
    Resource resource = span.resource();
    return new Object[] {
      span.traceId(),
      span.spanId(),
      span.parentSpanId(),
      resource.service(),
      span.startUnixNanos(),
      span.endUnixNanos(),
      span.durationNanos(),
      operation(span),
      span.name(),
      span.kind().name(),
      span.status().name(),
      span.statusMessage(),
      resource.instance(),
      resource.version(),
      resource.node(),
      resource.pod(),
      resource.namespace(),
      resource.zone(),
      resourceId,
      span.traceState(),
      span.attributes().text(),
      span.attributes().numbers(),
      events(span),
      links(span),
      span.scope(),
      Quality.of(span),
      batch,
      file,
      position,
      hash(span, resourceId),
      day(span.startUnixNanos())
    };
  }

  Object[] log(LogRecord log, long position) {
    String resourceId = idOf(log.resource());
    Resource resource = log.resource();
    long hash =
        addAttributes(
                new ContentHash("log")
                    .add(log.unixNanos())
                    .add(log.traceId())
                    .add(log.spanId())
                    .add(resourceId)
                    .add(log.severity())
                    .add((long) log.severityNumber())
                    .add(log.body()),
                log.attributes())
            .value();
    return new Object[] {
      log.unixNanos(),
      resource.service(),
      log.traceId(),
      log.spanId(),
      log.severity(),
      (long) log.severityNumber(),
      LogTemplate.of(log).text(),
      log.body(),
      resource.instance(),
      resource.version(),
      resource.node(),
      resource.pod(),
      resource.namespace(),
      resource.zone(),
      resourceId,
      log.attributes().text(),
      log.attributes().numbers(),
      Quality.ofTime(log.unixNanos()),
      batch,
      file,
      position,
      hash,
      day(log.unixNanos())
    };
  }

  Object[] metric(MetricPoint point, long position) {
    String resourceId = idOf(point.resource());
    Resource resource = point.resource();
    long hash =
        addAttributes(
                new ContentHash("metric")
                    .add(point.name())
                    .add(point.unit())
                    .add(point.kind().name())
                    .add(resourceId)
                    .add(point.startUnixNanos())
                    .add(point.unixNanos())
                    .add(point.value())
                    .add(point.count())
                    .add(point.distribution()),
                point.attributes())
            .value();
    return new Object[] {
      point.unixNanos(),
      resource.service(),
      resource.instance(),
      point.name(),
      point.value(),
      point.unit(),
      point.kind().name(),
      resource.node(),
      point.startUnixNanos(),
      point.count(),
      point.distribution(),
      resource.version(),
      resource.pod(),
      resource.namespace(),
      resource.zone(),
      resourceId,
      point.attributes().text(),
      point.attributes().numbers(),
      Quality.ofTime(point.unixNanos()),
      batch,
      file,
      position,
      hash,
      day(point.unixNanos())
    };
  }

  Object[] change(ChangeEvent change, long position) {
    String resourceId = idOf(change.resource());
    Resource resource = change.resource();
    long hash =
        addAttributes(
                new ContentHash("change")
                    .add(change.unixNanos())
                    .add(change.endUnixNanos())
                    .add(change.kind())
                    .add(change.reason())
                    .add(change.subject())
                    .add(change.severity())
                    .add(change.message())
                    .add(change.source())
                    .add(resourceId),
                change.attributes())
            .value();
    return new Object[] {
      change.unixNanos(),
      change.endUnixNanos(),
      resource.service(),
      change.kind(),
      change.reason(),
      change.subject(),
      change.severity(),
      change.message(),
      change.source(),
      resource.instance(),
      resource.version(),
      resource.node(),
      resource.pod(),
      resource.namespace(),
      resource.zone(),
      resourceId,
      change.attributes().text(),
      change.attributes().numbers(),
      Quality.ofTime(change.unixNanos()),
      batch,
      file,
      position,
      hash,
      day(change.unixNanos())
    };
  }

  Object[] reject(Reject reject) {
    boolean whole = reject.position() == Position.WHOLE_FILE;
    return new Object[] {
      file,
      Position.text(reject.position()),
      whole ? "file" : "record",
      reject.reason(),
      reject.text(),
      batch
    };
  }

  Object[] resource(Resource resource) {
    return new Object[] {
      idOf(resource),
      resource.service(),
      resource.instance(),
      resource.attributes().text(),
      resource.attributes().numbers(),
      batch
    };
  }

  /** By which a record's row finds the row with all of its resource's attributes. */
  @SuppressWarnings("ReferenceEquality") // readers hand out one object for a run of records
  String idOf(Resource resource) {
    if (resource != lastResource) {
      lastResource = resource;
      lastResourceId = resourceId(resource);
    }
    return lastResourceId;
  }

  private static String resourceId(Resource resource) {
    ContentHash hash =
        new ContentHash("resource")
            .add(resource.service())
            .add(resource.instance())
            .add(resource.version())
            .add(resource.node())
            .add(resource.pod())
            .add(resource.namespace())
            .add(resource.zone());
    return HEX.toHexDigits(addAttributes(hash, resource.attributes()).value());
  }

  private static long hash(Span span, String resourceId) {
    ContentHash hash =
        new ContentHash("span")
            .add(span.traceId())
            .add(span.spanId())
            .add(span.parentSpanId())
            .add(span.traceState())
            .add(resourceId)
            .add(span.name())
            .add(span.kind().name())
            .add(span.startUnixNanos())
            .add(span.endUnixNanos())
            .add(span.status().name())
            .add(span.statusMessage())
            .add(span.scope());
    addAttributes(hash, span.attributes());
    for (SpanEvent event : span.events()) {
      addAttributes(hash.add(event.unixNanos()).add(event.name()), event.attributes());
    }
    hash.add((long) span.events().size());
    for (SpanLink link : span.links()) {
      addAttributes(hash.add(link.traceId()).add(link.spanId()), link.attributes());
    }
    return hash.add((long) span.links().size()).value();
  }

  private static ContentHash addAttributes(ContentHash hash, Attributes attributes) {
    return hash.addTexts(attributes.text()).addNumbers(attributes.numbers());
  }

  /** Most spans have neither events nor links. */
  private static List<Object[]> events(Span span) {
    return span.events().isEmpty()
        ? List.of()
        : span.events().stream().map(SignalRows::event).toList();
  }

  private static List<Object[]> links(Span span) {
    return span.links().isEmpty()
        ? List.of()
        : span.links().stream().map(SignalRows::link).toList();
  }

  private static Object[] event(SpanEvent event) {
    return new Object[] {event.unixNanos(), event.name(), asText(event.attributes())};
  }

  private static Object[] link(SpanLink link) {
    return new Object[] {link.traceId(), link.spanId(), asText(link.attributes())};
  }

  private static Map<String, String> asText(Attributes attributes) {
    if (attributes.numbers().isEmpty()) {
      return attributes.text();
    }
    Map<String, String> all = new java.util.TreeMap<>(attributes.text());
    for (String key : attributes.numbers().keySet()) {
      attributes.get(key).ifPresent(value -> all.put(key, value));
    }
    return all;
  }

  private String operation(Span span) {
    return OperationName.told(span).orElseGet(() -> template(span.name()));
  }

  private String template(String name) {
    String known = operations.get(name);
    if (known == null) {
      known = NameTemplate.of(name);
      if (operations.size() < MASKED_NAMES_KEPT) {
        operations.put(name, known);
      }
    }
    return known;
  }

  private static Integer day(long unixNanos) {
    return Math.toIntExact(Math.floorDiv(unixNanos, DAY_NANOS));
  }
}
