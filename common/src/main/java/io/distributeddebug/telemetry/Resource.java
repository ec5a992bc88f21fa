package io.distributeddebug.telemetry;

/**
 * Who recorded the telemetry: one process of one service on one node. Empty text where the archive
 * does not say.
 *
 * @param service {@code service.name}; where that is missing or an SDK's default, the Kubernetes
 *     workload or container
 * @param instance {@code service.instance.id}, else the pod, the container, the host
 * @param version {@code service.version}
 * @param node {@code k8s.node.name}, else {@code host.name}
 * @param pod {@code k8s.pod.name}
 * @param namespace {@code k8s.namespace.name}, else {@code service.namespace}
 * @param zone {@code cloud.availability_zone}
 * @param attributes all resource attributes, the above included
 */
public record Resource(
    String service,
    String instance,
    String version,
    String node,
    String pod,
    String namespace,
    String zone,
    Attributes attributes) {
  /** What OpenTelemetry's SDKs call a service that was given no name. */
  private static final String SDK_DEFAULT = "unknown_service";

  public static final Resource UNKNOWN = of(Attributes.EMPTY);

  /** Reads the named parts from OpenTelemetry resource attributes. */
  public static Resource of(Attributes attributes) {
    return new Resource(
        service(attributes),
        first(attributes, "service.instance.id", "k8s.pod.name", "container.id", "host.name"),
        first(attributes, "service.version"),
        first(attributes, "k8s.node.name", "host.name"),
        first(attributes, "k8s.pod.name"),
        first(attributes, "k8s.namespace.name", "service.namespace"),
        first(attributes, "cloud.availability_zone"),
        attributes);
  }

  private static String service(Attributes attributes) {
    String name = first(attributes, "service.name");
    if (!name.isEmpty() && !name.startsWith(SDK_DEFAULT)) {
      return name;
    }
    String workload =
        first(
            attributes,
            "k8s.deployment.name",
            "k8s.statefulset.name",
            "k8s.daemonset.name",
            "k8s.cronjob.name",
            "k8s.job.name",
            "k8s.container.name",
            "container.name",
            "faas.name");
    return workload.isEmpty() ? name : workload;
  }

  private static String first(Attributes attributes, String... keys) {
    for (String key : keys) {
      String value = attributes.get(key).orElse("");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
