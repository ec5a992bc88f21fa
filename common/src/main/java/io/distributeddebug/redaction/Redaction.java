package io.distributeddebug.redaction;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanLink;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Replaces secrets by {@code [redacted]}: values of keys that name a secret (password, token,
 * authorization, cookie, ...), URL user info, JSON web tokens, private keys, cloud keys and payment
 * card numbers. Linear in the text; text without anything suspicious is returned as it is.
 */
public final class Redaction {
  public static final String REDACTED = "[redacted]";

  /** Keys of attributes are few; hostile ones, each another, are judged anew. */
  private static final int MOST_KEYS = 10_000;

  private static final int TEXTS_REMEMBERED = 1 << 13;
  private static final int LONGEST_REMEMBERED = 256;

  private final boolean emails;
  private final Map<String, Boolean> secretKeys = new ConcurrentHashMap<>();

  /**
   * Texts in which nothing was found, by their hash, as most texts of telemetry come again and
   * again; a newer one takes the place of an older.
   */
  private final String[] harmless = new String[TEXTS_REMEMBERED];

  /** The last resource seen: a file's records share a few of them, one after the other. */
  private volatile Cleaned last = new Cleaned(Resource.UNKNOWN, Resource.UNKNOWN);

  private Redaction(boolean emails) {
    this.emails = emails;
  }

  public static Redaction standard() {
    return new Redaction(false);
  }

  /** The standard, and e-mail addresses. */
  public static Redaction withEmails() {
    return new Redaction(true);
  }

  public String text(String text) {
    if (text.length() > LONGEST_REMEMBERED) {
      return new SecretScanner(text, emails).redacted();
    }
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (harmless.length - 1);
    if (text.equals(harmless[place])) {
      return text;
    }
    String clean = new SecretScanner(text, emails).redacted();
    if (clean.equals(text)) {
      harmless[place] = text;
    }
    return clean;
  }

  public Attributes attributes(Attributes attributes) {
    SortedMap<String, String> changed = null;
    for (Map.Entry<String, String> entry : attributes.text().entrySet()) {
      String value = entry.getValue();
      String clean = !value.isEmpty() && namesSecret(entry.getKey()) ? REDACTED : text(value);
      if (!clean.equals(value)) {
        changed = changed == null ? new TreeMap<>(attributes.text()) : changed;
        changed.put(entry.getKey(), clean);
      }
    }
    return changed == null ? attributes : new Attributes(changed, attributes.numbers());
  }

  private boolean namesSecret(String key) {
    Boolean known = secretKeys.get(key);
    if (known != null) {
      return known;
    }
    boolean names = SecretKeys.names(key);
    if (secretKeys.size() < MOST_KEYS) {
      secretKeys.put(key, names);
    }
    return names;
  }

  @SuppressWarnings("ReferenceEquality") // the same object again is the cheap and usual case
  public Resource resource(Resource resource) {
    Cleaned known = last;
    if (known.recorded == resource) {
      return known.clean;
    }
    Attributes attributes = attributes(resource.attributes());
    Resource clean = attributes == resource.attributes() ? resource : Resource.of(attributes);
    last = new Cleaned(resource, clean);
    return clean;
  }

  public Span span(Span span) {
    return new Span(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.traceState(),
        resource(span.resource()),
        text(span.name()),
        span.kind(),
        span.startUnixNanos(),
        span.endUnixNanos(),
        span.status(),
        text(span.statusMessage()),
        attributes(span.attributes()),
        events(span.events()),
        links(span.links()),
        span.scope());
  }

  public LogRecord log(LogRecord log) {
    return new LogRecord(
        log.unixNanos(),
        log.traceId(),
        log.spanId(),
        resource(log.resource()),
        log.severity(),
        log.severityNumber(),
        text(log.body()),
        attributes(log.attributes()));
  }

  public MetricPoint metric(MetricPoint point) {
    return new MetricPoint(
        text(point.name()),
        point.unit(),
        point.kind(),
        resource(point.resource()),
        attributes(point.attributes()),
        point.startUnixNanos(),
        point.unixNanos(),
        point.value(),
        point.count(),
        text(point.distribution()));
  }

  public ChangeEvent change(ChangeEvent change) {
    return new ChangeEvent(
        change.unixNanos(),
        change.endUnixNanos(),
        change.kind(),
        text(change.reason()),
        text(change.subject()),
        change.severity(),
        text(change.message()),
        change.source(),
        resource(change.resource()),
        attributes(change.attributes()));
  }

  private List<SpanEvent> events(List<SpanEvent> events) {
    if (events.isEmpty()) {
      return events;
    }
    return events.stream()
        .map(
            event ->
                new SpanEvent(
                    event.unixNanos(), text(event.name()), attributes(event.attributes())))
        .toList();
  }

  private List<SpanLink> links(List<SpanLink> links) {
    if (links.isEmpty()) {
      return links;
    }
    return links.stream()
        .map(link -> new SpanLink(link.traceId(), link.spanId(), attributes(link.attributes())))
        .toList();
  }

  private record Cleaned(Resource recorded, Resource clean) {}
}
