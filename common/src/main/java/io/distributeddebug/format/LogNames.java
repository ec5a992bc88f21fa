package io.distributeddebug.format;

import io.distributeddebug.convention.ResourceNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that logging libraries and shippers give to what every log record has: Elastic's common
 * schema, OpenTelemetry, Serilog, pino and bunyan, logrus and zap, structlog, log4j, GELF, fluent
 * bit and vector. In each list the best comes first. How the process is named: {@link
 * ResourceNames}.
 */
final class LogNames {
  private static final int LAST = 1000;
  private static final List<String> TIME =
      List.of(
          "timestamp",
          "time",
          "ts",
          "datetime",
          "date",
          "asctime",
          "eventtime",
          "t",
          "timemillis",
          "instant",
          "observedtimestamp");
  private static final List<String> SEVERITY =
      List.of(
          "loglevel",
          "severitytext",
          "severity",
          "level",
          "lvl",
          "levelname",
          "l",
          "severitynumber");
  private static final List<String> BODY =
      List.of(
          "message",
          "msg",
          "m",
          "renderedmessage",
          "shortmessage",
          "log",
          "body",
          "mt",
          "event",
          "text",
          "fullmessage");

  /** What a service is taken from where nothing names it. */
  private static final List<String> CONTAINER =
      List.of("kubernetescontainername", "k8scontainername", "containername");

  /** Set by shippers and of no use beside the time that they belong to. */
  static final List<String> IGNORED = List.of("@version");

  private LogNames() {}

  static Names standard() {
    Map<String, Names.Meaning> known = new HashMap<>();
    add(known, Names.Role.TIME, TIME);
    add(known, Names.Role.SEVERITY, SEVERITY);
    add(known, Names.Role.BODY, BODY);
    CONTAINER.forEach(
        name -> known.put(name, new Names.Meaning(Names.Role.RESOURCE, "service.name", LAST)));
    ResourceNames.byName(ResourceNames.Context.FIELD)
        .forEach(
            (name, spelling) ->
                known.put(
                    name,
                    new Names.Meaning(Names.Role.RESOURCE, spelling.attribute(), spelling.rank())));
    return new Names(known);
  }

  private static void add(Map<String, Names.Meaning> known, Names.Role role, List<String> names) {
    for (int rank = 0; rank < names.size(); rank++) {
      known.put(names.get(rank), new Names.Meaning(role, "", rank));
    }
  }
}
