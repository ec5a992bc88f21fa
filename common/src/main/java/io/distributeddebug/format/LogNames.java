package io.distributeddebug.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that logging libraries and shippers give to what every log record has: Elastic's common
 * schema, OpenTelemetry, Serilog, pino and bunyan, logrus and zap, structlog, log4j, GELF, fluent
 * bit and vector. In each list the best comes first.
 */
final class LogNames {
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
  private static final Map<String, List<String>> RESOURCE =
      Map.ofEntries(
          Map.entry(
              "service.name",
              List.of(
                  "servicename",
                  "ddservice",
                  "oteltracesservicename",
                  "applicationname",
                  "springapplicationname",
                  "service",
                  "application",
                  "appname",
                  "app",
                  "kuberneteslabelsappkubernetesioname",
                  "kuberneteslabelsapp",
                  "kuberneteslabelsk8sapp",
                  "kubernetescontainername",
                  "k8scontainername",
                  "containername")),
          Map.entry("service.version", List.of("serviceversion", "appversion", "ddversion")),
          Map.entry(
              "service.instance.id", List.of("serviceinstanceid", "servicenodename", "instanceid")),
          Map.entry(
              "k8s.pod.name",
              List.of("k8spodname", "kubernetespodname", "kubernetespod", "podname", "pod")),
          Map.entry(
              "k8s.namespace.name",
              List.of(
                  "k8snamespacename",
                  "kubernetesnamespace",
                  "kubernetesnamespacename",
                  "kubernetespodnamespace",
                  "namespacename",
                  "namespace")),
          Map.entry(
              "k8s.node.name",
              List.of(
                  "k8snodename",
                  "kubernetesnodename",
                  "kuberneteshost",
                  "kubernetespodnodename",
                  "nodename")),
          Map.entry("host.name", List.of("hostname", "hosthostname", "host", "agenthostname")),
          Map.entry(
              "cloud.availability_zone", List.of("cloudavailabilityzone", "availabilityzone")),
          Map.entry(
              "deployment.environment.name",
              List.of(
                  "deploymentenvironmentname",
                  "deploymentenvironment",
                  "serviceenvironment",
                  "ddenv")));

  /** Set by shippers and of no use beside the time that they belong to. */
  static final List<String> IGNORED = List.of("@version");

  private LogNames() {}

  static Names standard() {
    Map<String, Names.Meaning> known = new HashMap<>();
    add(known, Names.Role.TIME, "", TIME);
    add(known, Names.Role.SEVERITY, "", SEVERITY);
    add(known, Names.Role.BODY, "", BODY);
    RESOURCE.forEach((attribute, names) -> add(known, Names.Role.RESOURCE, attribute, names));
    return new Names(known);
  }

  private static void add(
      Map<String, Names.Meaning> known, Names.Role role, String attribute, List<String> names) {
    for (int rank = 0; rank < names.size(); rank++) {
      known.put(names.get(rank), new Names.Meaning(role, attribute, rank));
    }
  }
}
