package io.distributeddebug.convention;

import io.distributeddebug.convention.Fold.Named;
import java.util.List;
import java.util.Map;

/**
 * Older names of RPC attributes. A method is named whole, {@code package.Service/Method}; a status
 * code is a word.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/non-normative/rpc-migration/">RPC
 *     migration</a>
 */
final class RpcNames {
  private static final String STATUS = "rpc.response.status_code";

  /** gRPC's words, by number. */
  static final List<String> GRPC_CODES =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  static final List<Named> ALL =
      List.of(
          Fold.rename("rpc.system", "rpc.system.name", RpcNames::system),
          new Named("rpc.service", RpcNames::service),
          Fold.rename("rpc.grpc.status_code", STATUS, RpcNames::grpcCode),
          Fold.rename("grpc.status_code", STATUS, RpcNames::grpcCode),
          Fold.rename("rpc.connect_rpc.error_code", STATUS),
          Fold.rename("rpc.jsonrpc.error_code", STATUS),
          Fold.rename("rpc.jsonrpc.request_id", "jsonrpc.request.id"),
          Fold.rename("rpc.jsonrpc.version", "jsonrpc.protocol.version"));

  private RpcNames() {}

  private static String system(String system) {
    return switch (system) {
      case "apache_dubbo" -> "dubbo";
      case "connect_rpc" -> "connectrpc";
      default -> system;
    };
  }

  /** The word for a number; what is neither is as it was. */
  private static String grpcCode(String code) {
    boolean number = code.length() <= 2 && code.chars().allMatch(c -> c >= '0' && c <= '9');
    if (number && !code.isEmpty() && Integer.parseInt(code) < GRPC_CODES.size()) {
      return GRPC_CODES.get(Integer.parseInt(code));
    }
    return code;
  }

  /** Into the method's name; a service without a method keeps its name. */
  private static void service(String name, AttributeDraft attributes) {
    String service = attributes.text(name);
    String method = attributes.text("rpc.method");
    if (method.isEmpty() || service.isEmpty()) {
      return;
    }
    if (method.indexOf('/') < 0) {
      attributes.put("rpc.method", service + "/" + method);
      attributes.remove(name);
    } else if (method.startsWith(service + "/")) {
      attributes.replace(name, Map.of());
    }
  }
}
