package io.distributeddebug.simulation;

import java.util.List;
import java.util.Locale;

/**
 * One service of the shop.
 *
 * @param language {@code telemetry.sdk.language}; Java servers open a span when a worker takes the
 *     request, the others when it arrives
 * @param workers requests that one instance works on at a time
 */
record Service(
    String name,
    int number,
    String language,
    String version,
    int replicas,
    int workers,
    List<Operation> operations) {
  Service {
    operations = List.copyOf(operations);
  }

  boolean spansBeginWithWorker() {
    return language.equals("java");
  }

  /** Source file of a class whose name begins with the service's. */
  String file(String suffix) {
    String className = Character.toUpperCase(name.charAt(0)) + name.substring(1) + suffix;
    return switch (language) {
      case "java" -> className + ".java";
      case "go" -> name + "/" + suffix.toLowerCase(Locale.ROOT) + ".go";
      case "python" -> name + "/" + suffix.toLowerCase(Locale.ROOT) + ".py";
      default -> className + ".ts";
    };
  }

  String timeoutError() {
    return switch (language) {
      case "java" -> "java.net.SocketTimeoutException";
      case "go" -> "context.DeadlineExceeded";
      case "python" -> "TimeoutError";
      default -> "ETIMEDOUT";
    };
  }

  String upstreamError() {
    return switch (language) {
      case "java" -> "org.springframework.web.client.HttpServerErrorException";
      case "go" -> "*errors.errorString";
      case "python" -> "requests.exceptions.HTTPError";
      default -> "UpstreamError";
    };
  }

  String poolError() {
    return switch (language) {
      case "java" -> "java.sql.SQLTransientConnectionException";
      case "go" -> "sql.ErrConnDone";
      case "python" -> "sqlalchemy.exc.TimeoutError";
      default -> "PoolTimeoutError";
    };
  }
}
