package io.distributeddebug.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Access logs of proxies that are not Envoy: Linkerd's in the Apache and JSON form, Apache's and
 * nginx's, and those of Istio's ztunnel, which log connections.
 *
 * @see <a href="https://linkerd.io/2/features/access-logging/">Linkerd access logging</a>
 */
final class MeshAccessLogs {
  private static final int LINKERD_WORDS = 6;
  private static final String ZTUNNEL = "\taccess\tconnection ";

  private MeshAccessLogs() {}

  /**
   * {@code client identity user [time] "request" status}, as Linkerd writes it, and what Apache and
   * nginx add: {@code bytes "referer" "user agent"}.
   */
  static Optional<AccessLog> ofApacheText(String line) {
    int bracket = line.indexOf('[');
    if (bracket < 4 || line.indexOf("] \"", bracket) < 0 || line.charAt(0) == '[') {
      return Optional.empty();
    }
    return QuotedWords.of(line).flatMap(MeshAccessLogs::ofApacheWords);
  }

  static boolean isLinkerd(Set<String> fields) {
    return fields.containsAll(Set.of("client.addr", "client.id", "processing_ns", "total_ns"));
  }

  static AccessLog ofLinkerd(Map<String, Object> fields) {
    AccessLog log = new AccessLog();
    log.time(text(fields, "timestamp"));
    log.request(text(fields, "method"), text(fields, "uri"), text(fields, "version"));
    log.status(text(fields, "status"))
        .put("network.peer.address", text(fields, "client.addr"))
        .put("linkerd.client.id", text(fields, "client.id"))
        .putNumber("http.request.body.size", text(fields, "request_bytes"))
        .putNumber("http.response.body.size", text(fields, "response_bytes"))
        .putNumber("duration_ns", text(fields, "total_ns"))
        .putNumber("linkerd.processing_ns", text(fields, "processing_ns"))
        .put("user_agent.original", text(fields, "user_agent"))
        .put("server.address", text(fields, "host"))
        .header("trace_id", text(fields, "trace_id"))
        .put("peer.service", client(text(fields, "client.id")));
    return log.ofHost(text(fields, "host"));
  }

  /** Of a ztunnel line: {@code time level access connection complete key=value ...}. */
  static Optional<AccessLog> ofZtunnelText(String line) {
    int access = line.indexOf(ZTUNNEL);
    if (access < 0) {
      return Optional.empty();
    }
    int pairs = line.indexOf("src.", access);
    AccessLog log = new AccessLog();
    if (pairs < 0 || !log.time(line.substring(0, line.indexOf('\t')))) {
      return Optional.empty();
    }
    String message = line.substring(access + "\taccess\t".length(), pairs).trim();
    return Logfmt.read(line.substring(pairs)).map(fields -> ztunnel(log, message, fields));
  }

  static boolean isZtunnel(Set<String> fields) {
    return fields.contains("src.addr") && fields.contains("dst.addr");
  }

  static AccessLog ofZtunnel(Map<String, Object> fields) {
    AccessLog log = new AccessLog();
    log.time(text(fields, "time"));
    return ztunnel(log, text(fields, "message"), fields);
  }

  private static AccessLog ztunnel(AccessLog log, String message, Map<String, Object> fields) {
    boolean inbound = text(fields, "direction").equals("inbound");
    String side = inbound ? "dst" : "src";
    String peer = inbound ? "src" : "dst";
    log.put("ztunnel.message", message)
        .put("ztunnel.direction", text(fields, "direction"))
        .put("error.message", text(fields, "error"))
        .put("server.address", text(fields, "dst.addr"))
        .put("client.address", text(fields, "src.addr"))
        .putNumber("network.io.sent_bytes", text(fields, "bytes_sent"))
        .putNumber("network.io.received_bytes", text(fields, "bytes_recv"))
        .of("k8s.pod.name", text(fields, side + ".workload"))
        .of("k8s.namespace.name", text(fields, side + ".namespace"))
        .put("peer.workload", text(fields, peer + ".workload"))
        .put("peer.namespace", text(fields, peer + ".namespace"));
    duration(log, text(fields, "duration"));
    String service = text(fields, "dst.service");
    int dot = service.indexOf('.');
    String name = dot < 0 ? service : service.substring(0, dot);
    if (inbound) {
      log.of("service.name", name);
    } else {
      log.put("peer.service", name);
    }
    if (!text(fields, "error").isEmpty()) {
      log.failed();
    }
    return log;
  }

  private static Optional<AccessLog> ofApacheWords(List<String> words) {
    if (words.size() < LINKERD_WORDS) {
      return Optional.empty();
    }
    String[] request = words.get(4).split(" ", -1);
    boolean shaped = request.length == 3 && request[2].startsWith("HTTP/");
    boolean runtimesPrefix = TimeText.ISO.nanos(words.get(0)).isPresent();
    if (!shaped || runtimesPrefix) {
      return Optional.empty();
    }
    Map<String, Object> fields = new HashMap<>();
    fields.put("timestamp", words.get(3));
    fields.put("method", request[0]);
    fields.put("uri", request[1]);
    fields.put("version", request[2]);
    fields.put("status", words.get(5));
    fields.put("client.addr", words.get(0));
    fields.put("client.id", words.get(1));
    int scheme = request[1].indexOf("://");
    if (scheme > 0) {
      int slash = request[1].indexOf('/', scheme + 3);
      fields.put("host", request[1].substring(scheme + 3, slash < 0 ? request[1].length() : slash));
    }
    put(fields, "response_bytes", words, 6);
    put(fields, "user_agent", words, 8);
    boolean timed = AnyTime.nanos(words.get(3)).isPresent();
    return timed ? Optional.of(ofLinkerd(fields)) : Optional.empty();
  }

  private static void put(Map<String, Object> fields, String name, List<String> words, int at) {
    if (at < words.size()) {
      fields.put(name, words.get(at));
    }
  }

  /** The account of {@code traffic.booksapp.serviceaccount.identity.linkerd.cluster.local}. */
  private static String client(String identity) {
    int dot = identity.indexOf('.');
    return dot > 0 && identity.contains(".serviceaccount.") ? identity.substring(0, dot) : "";
  }

  /** {@code 4ms}, {@code 1.5s}, {@code 300us}. */
  private static void duration(AccessLog log, String text) {
    String unit = text.replaceFirst("^[0-9.]+", "");
    String number = text.substring(0, text.length() - unit.length());
    double factor =
        switch (unit) {
          case "ns" -> 1e-6;
          case "us", "µs" -> 1e-3;
          case "ms" -> 1;
          case "s" -> 1e3;
          default -> 0;
        };
    if (factor > 0 && !number.isEmpty()) {
      log.putNumber("duration_ms", Double.toString(Double.parseDouble(number) * factor));
    }
  }

  private static String text(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    if (value instanceof Double number) {
      return number == Math.rint(number)
          ? Long.toString((long) number.doubleValue())
          : number.toString();
    }
    return value == null ? "" : value.toString();
  }
}
