package io.distributeddebug.format;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request as a proxy logged it, under OpenTelemetry's names for it. The severity comes from the
 * status: from 500 on an error, from 400 on a warning. The trace is that of a {@code traceparent}
 * or {@code x-b3-*} header; without one the request id stands for it, as all hops of a request
 * share it.
 */
final class AccessLog {
  private static final int WARN = 13;
  private static final int ERROR = 17;
  private static final int INFO = 9;

  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final Map<String, String> resource = new TreeMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private long unixNanos;
  private int status;
  private boolean failed;

  /** False where it is no time. */
  boolean time(String text) {
    unixNanos = AnyTime.nanos(text).orElse(0);
    return unixNanos != 0;
  }

  /** Empty values and the hyphen that proxies write for them say nothing. */
  AccessLog put(String attribute, String value) {
    if (says(value)) {
      attributes.put(attribute, value);
    }
    return this;
  }

  AccessLog putNumber(String attribute, String value) {
    if (says(value)) {
      try {
        attributes.put(attribute, Double.valueOf(value));
      } catch (NumberFormatException text) {
        attributes.put(attribute, value);
      }
    }
    return this;
  }

  AccessLog status(String value) {
    putNumber("http.response.status_code", value);
    if (attributes.get("http.response.status_code") instanceof Double number) {
      status = (int) number.doubleValue();
    }
    return this;
  }

  /** An error, whatever the status. */
  void failed() {
    failed = true;
  }

  /** Method, target and protocol, as in {@code GET /cart?id=7 HTTP/1.1}. */
  AccessLog request(String method, String target, String protocol) {
    put("http.request.method", method);
    String path = target;
    int scheme = target.indexOf("://");
    if (scheme > 0) {
      int slash = target.indexOf('/', scheme + 3);
      put("server.address", target.substring(scheme + 3, slash < 0 ? target.length() : slash));
      path = slash < 0 ? "/" : target.substring(slash);
    }
    int query = path.indexOf('?');
    put("url.path", query < 0 ? path : path.substring(0, query));
    if (query >= 0) {
      put("url.query", path.substring(query + 1));
    }
    int version = protocol.indexOf('/');
    return put(
        "network.protocol.version", version < 0 ? protocol : protocol.substring(version + 1));
  }

  /** A header that may name the trace. */
  AccessLog header(String name, String value) {
    if (says(value)) {
      headers.put(name, value);
    }
    return this;
  }

  AccessLog of(String resourceAttribute, String value) {
    if (says(value)) {
      resource.put(resourceAttribute, value);
    }
    return this;
  }

  /**
   * {@code reviews.bookinfo.svc.cluster.local:9080}: a service, and its namespace if it is there.
   */
  AccessLog ofHost(String host) {
    int port = host.indexOf(':');
    String[] labels = (port < 0 ? host : host.substring(0, port)).split("\\.", 3);
    boolean address = Character.isDigit(labels[0].isEmpty() ? '0' : labels[0].charAt(0));
    if (!address) {
      of("service.name", labels[0]);
      if (labels.length > 2 && labels[2].startsWith("svc")) {
        of("k8s.namespace.name", labels[1]);
      }
    }
    return this;
  }

  LogRecord record(String body, StructuredLogs.Around around, Resources resources) {
    Map<String, Object> all = new LinkedHashMap<>(around.attributes());
    all.putAll(attributes);
    Map<String, String> process = new TreeMap<>(around.resource());
    resource.forEach(process::put);
    Optional<TraceReference> trace =
        TraceReference.of(headers)
            .or(() -> TraceReference.ofRequestId(headers.getOrDefault("x-request-id", "")));
    int severity = status >= 500 || failed ? ERROR : status >= 400 ? WARN : INFO;
    Attributes kept = FlatJson.attributes(all);
    return new LogRecord(
        unixNanos != 0 ? unixNanos : around.unixNanos(),
        trace.map(TraceReference::traceId).orElse(""),
        trace.map(TraceReference::spanId).orElse(""),
        resources.of(process),
        Severities.name(severity),
        severity,
        body,
        kept);
  }

  private static boolean says(String value) {
    return !value.isEmpty() && !value.equals("-");
  }
}
