package io.distributeddebug.convention;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a span failed whose record leaves it open, by the first rule that applies:
 *
 * <ol>
 *   <li>{@code otel.status_code}, as exporters to other formats write it
 *   <li>the HTTP status: from 500 on, on a client's span from 400 on
 *   <li>the RPC status: on a client's span every gRPC code but OK, else those that OpenTelemetry
 *       calls the server's fault; every JSON-RPC code but 0
 *   <li>the tag {@code error}: anything but {@code false}, which also silences the rules below
 *   <li>{@code error.type}, unless it only repeats a status of the rules above
 *   <li>an event that tells of an exception or error, unless it did not escape or an HTTP or RPC
 *       status says that the call went well
 * </ol>
 *
 * A status that is recorded as OK or ERROR is never judged. Unset is no claim but the default of
 * OpenTelemetry's API, so it is.
 *
 * @param source what the status comes from: {@code http}, {@code rpc}, {@code error.type} or {@code
 *     event}; empty where it is recorded, be it in a tag
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status">HTTP</a>
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/rpc/grpc/">gRPC</a>
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/general/recording-errors/">Errors</a>
 */
record SpanVerdict(StatusCode status, String message, String source) {
  static final SpanVerdict OPEN = new SpanVerdict(StatusCode.UNSET, "", "");

  private static final Set<String> SERVER_FAULTS =
      Set.of(
          "UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS");

  /**
   * @param attributes by their stable names
   */
  static SpanVerdict of(SpanKind kind, Attributes attributes, List<SpanEvent> events) {
    if (!mayJudge(attributes, events)) {
      return OPEN;
    }
    Map<String, String> text = attributes.text();
    int http = attributes.numbers().getOrDefault("http.response.status_code", 0.0).intValue();
    String rpc = text.getOrDefault("rpc.response.status_code", "").toUpperCase(Locale.ROOT);
    String description = text.getOrDefault("otel.status_description", "");
    Optional<StatusCode> told = told(attributes.get("otel.status_code").orElse(""));
    if (told.isPresent()) {
      return new SpanVerdict(told.get(), description, "");
    }
    boolean httpFailed = http >= (kind == SpanKind.CLIENT ? 400 : 500);
    boolean rpcFailed = isRpcFailure(rpc, kind);
    Optional<String> error = attributes.get("error");
    boolean saysYes = error.isPresent() && !saysNo(error.get());
    if (saysYes || httpFailed || rpcFailed) {
      boolean more = description.isEmpty() && saysYes && !isPlain(error.get());
      return new SpanVerdict(
          StatusCode.ERROR,
          more ? error.get() : description,
          saysYes ? "" : httpFailed ? "http" : "rpc");
    }
    if (error.isPresent()) {
      return OPEN;
    }
    String type = attributes.get("error.type").orElse("");
    if (!type.isEmpty() && !type.equals(Integer.toString(http)) && !type.equalsIgnoreCase(rpc)) {
      return new SpanVerdict(StatusCode.ERROR, description, "error.type");
    }
    boolean wentWell = http >= 100 || rpc.equals("OK");
    return events.stream()
        .filter(event -> tellsFailure(event, wentWell))
        .findFirst()
        .map(event -> new SpanVerdict(StatusCode.ERROR, message(event), "event"))
        .orElse(OPEN);
  }

  /** Whether the tag {@code error} adds nothing to a status of ERROR. */
  static boolean isPlain(String error) {
    return error.isEmpty() || error.equalsIgnoreCase("true") || error.equals("1");
  }

  /** Most spans tell nothing of the kind; a look at their keys is all that they cost. */
  private static boolean mayJudge(Attributes attributes, List<SpanEvent> events) {
    if (!events.isEmpty()
        || attributes.numbers().getOrDefault("http.response.status_code", 0.0) >= 400
        || attributes.numbers().containsKey("otel.status_code")
        || attributes.numbers().containsKey("error")) {
      return true;
    }
    for (String key : attributes.text().keySet()) {
      switch (key) {
        case "error", "error.type", "otel.status_code", "rpc.response.status_code" -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private static Optional<StatusCode> told(String code) {
    return switch (code.toUpperCase(Locale.ROOT)) {
      case "OK", "1" -> Optional.of(StatusCode.OK);
      case "ERROR", "2" -> Optional.of(StatusCode.ERROR);
      default -> Optional.empty();
    };
  }

  private static boolean isRpcFailure(String code, SpanKind kind) {
    if (RpcNames.GRPC_CODES.contains(code)) {
      return kind == SpanKind.CLIENT ? !code.equals("OK") : SERVER_FAULTS.contains(code);
    }
    String digits = code.startsWith("-") ? code.substring(1) : code;
    return !digits.isEmpty()
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        && digits.chars().anyMatch(c -> c != '0');
  }

  private static boolean saysNo(String error) {
    return error.equalsIgnoreCase("false") || error.equals("0");
  }

  private static boolean tellsFailure(SpanEvent event, boolean wentWell) {
    Map<String, String> said = event.attributes().text();
    boolean tells =
        event.name().equals("exception")
            || event.name().equals("error")
            || said.containsKey("error.object")
            || (said.containsKey("error") && !saysNo(said.get("error")));
    String escaped = said.getOrDefault("exception.escaped", "");
    return tells
        && (escaped.equalsIgnoreCase("true") || (!wentWell && !escaped.equalsIgnoreCase("false")));
  }

  private static String message(SpanEvent event) {
    Map<String, String> said = event.attributes().text();
    return said.getOrDefault("exception.message", said.getOrDefault("message", ""));
  }
}
