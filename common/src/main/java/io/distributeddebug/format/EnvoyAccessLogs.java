package io.distributeddebug.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Access logs of Envoy and Istio: Envoy's default text format, Istio's, and Istio's JSON, whose
 * fields other meshes use as well. Where the request came in, the proxy speaks for the service that
 * the cluster or the authority names.
 *
 * @see <a
 *     href="https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage">Envoy
 *     access logs</a>
 * @see <a href="https://istio.io/latest/docs/tasks/observability/logs/access-log/">Istio access
 *     logs</a>
 */
final class EnvoyAccessLogs {
  private static final int ENVOY_WORDS = 13;
  private static final int ISTIO_WORDS = 20;

  private EnvoyAccessLogs() {}

  /** Of a line that begins with its time in brackets. */
  static Optional<AccessLog> ofText(String line) {
    if (!line.startsWith("[2") && !line.startsWith("[1")) {
      return Optional.empty();
    }
    return QuotedWords.of(line).flatMap(EnvoyAccessLogs::ofWords);
  }

  /** Whether these are the fields of an access log. */
  static boolean isAccessLog(java.util.Set<String> fields) {
    return fields.contains("response_code")
        && (fields.contains("start_time") || fields.contains("response_flags"));
  }

  static AccessLog ofFields(Map<String, Object> fields) {
    AccessLog log = new AccessLog();
    log.time(text(fields, "start_time"));
    log.request(
        text(fields, "method"),
        text(fields, "path").isEmpty()
            ? text(fields, "x_envoy_original_path")
            : text(fields, "path"),
        text(fields, "protocol"));
    status(log, text(fields, "response_code"), text(fields, "response_flags"))
        .put("envoy.response_code_details", text(fields, "response_code_details"))
        .put("envoy.connection_termination_details", text(fields, "connection_termination_details"))
        .put("envoy.upstream_failure", text(fields, "upstream_transport_failure_reason"))
        .putNumber("http.request.body.size", text(fields, "bytes_received"))
        .putNumber("http.response.body.size", text(fields, "bytes_sent"))
        .putNumber("duration_ms", text(fields, "duration"))
        .putNumber("envoy.upstream_service_time_ms", text(fields, "upstream_service_time"))
        .put("client.forwarded_for", text(fields, "x_forwarded_for"))
        .put("user_agent.original", text(fields, "user_agent"))
        .put("http.request.header.x-request-id", first(fields, "request_id", "x_request_id"))
        .put("server.address", text(fields, "authority"))
        .put("envoy.upstream_host", text(fields, "upstream_host"))
        .put("envoy.upstream_local_address", text(fields, "upstream_local_address"))
        .put("envoy.downstream_local_address", text(fields, "downstream_local_address"))
        .put("network.peer.address", text(fields, "downstream_remote_address"))
        .put("envoy.requested_server_name", text(fields, "requested_server_name"))
        .put("envoy.route_name", text(fields, "route_name"))
        .header("x-request-id", first(fields, "request_id", "x_request_id"));
    for (String header : new String[] {"traceparent", "b3", "x-b3-traceid", "x-b3-spanid"}) {
      log.header(header, first(fields, header, header.replace('-', '_')));
    }
    log.header("trace_id", first(fields, "trace_id", "traceId"));
    log.header("span_id", first(fields, "span_id", "spanId"));
    cluster(log, text(fields, "upstream_cluster"), text(fields, "authority"));
    return log;
  }

  private static Optional<AccessLog> ofWords(List<String> words) {
    if (words.size() < ENVOY_WORDS) {
      return Optional.empty();
    }
    AccessLog log = new AccessLog();
    String[] request = words.get(1).split(" ", -1);
    boolean shaped = log.time(words.get(0)) && request.length >= 3 && isNumber(words.get(2));
    if (!shaped) {
      return Optional.empty();
    }
    log.request(
        request[0],
        String.join(" ", List.of(request).subList(1, request.length - 1)),
        request[request.length - 1]);
    status(log, words.get(2), words.get(3));
    // Envoy's own format goes on with the bytes received, Istio's with three reasons.
    boolean istio = words.size() >= ISTIO_WORDS && !isNumber(words.get(4));
    int at = istio ? 7 : 4;
    if (istio) {
      log.put("envoy.response_code_details", words.get(4))
          .put("envoy.connection_termination_details", words.get(5))
          .put("envoy.upstream_failure", words.get(6));
    }
    int id = requestId(words, at + 6);
    if (words.size() < id + 3) {
      return Optional.empty();
    }
    log.putNumber("http.request.body.size", words.get(at))
        .putNumber("http.response.body.size", words.get(at + 1))
        .putNumber("duration_ms", words.get(at + 2))
        .putNumber("envoy.upstream_service_time_ms", words.get(at + 3))
        .put("client.forwarded_for", words.get(at + 4))
        .put("user_agent.original", String.join(" ", words.subList(at + 5, id)))
        .put("http.request.header.x-request-id", words.get(id))
        .header("x-request-id", words.get(id))
        .put("server.address", words.get(id + 1))
        .put("envoy.upstream_host", words.get(id + 2));
    if (istio) {
      log.put("envoy.upstream_local_address", word(words, id + 4))
          .put("envoy.downstream_local_address", word(words, id + 5))
          .put("network.peer.address", word(words, id + 6))
          .put("envoy.requested_server_name", word(words, id + 7))
          .put("envoy.route_name", word(words, id + 8));
      cluster(log, word(words, id + 3), words.get(id + 1));
    }
    return Optional.of(log);
  }

  /** No status at all is a failure where a flag says why, unless the client left. */
  private static AccessLog status(AccessLog log, String code, String flags) {
    log.put("envoy.response_flags", flags);
    if (!code.equals("0")) {
      return log.status(code);
    }
    boolean clientLeft = flags.equals("DC");
    if (!flags.isEmpty() && !flags.equals("-") && !clientLeft) {
      log.failed();
    }
    return log;
  }

  /**
   * {@code direction|port|subset|host}: on the way in the proxy stands before that host's service,
   * which the authority names where the cluster does not; on the way out it is the callee.
   */
  private static void cluster(AccessLog log, String cluster, String authority) {
    log.put("envoy.upstream_cluster", cluster);
    String[] parts = cluster.split("\\|", -1);
    String host = parts.length >= 4 ? parts[3] : "";
    if (parts[0].startsWith("inbound")) {
      log.put("envoy.direction", "inbound").ofHost(host.isEmpty() ? authority : host);
    } else if (parts[0].equals("outbound")) {
      int dot = host.indexOf('.');
      log.put("envoy.direction", "outbound")
          .put("peer.service", dot < 0 ? host : host.substring(0, dot));
    }
  }

  /**
   * Where the request id stands: Envoy does not escape quotes in the user agent before it, which
   * may thus have come apart into several words, ids among them. The last one counts.
   */
  private static int requestId(List<String> words, int due) {
    for (int i = words.size() - 1; i > due; i--) {
      if (TraceReference.ofRequestId(words.get(i)).isPresent()) {
        return i;
      }
    }
    return due;
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String word(List<String> words, int at) {
    return at < words.size() ? words.get(at) : "";
  }

  private static String first(Map<String, Object> fields, String name, String otherName) {
    String value = text(fields, name);
    return value.isEmpty() ? text(fields, otherName) : value;
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
