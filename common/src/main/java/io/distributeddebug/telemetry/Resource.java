package io.distributeddebug.telemetry;

/**
 * Who recorded the telemetry: one process of one service on one node. Empty text where the archive
 * does not say.
 *
 * @param service {@code service.name}
 * @param instance {@code service.instance.id}, else the pod's name
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
  public static final Resource UNKNOWN = of(Attributes.EMPTY);

  /** Reads the named parts from OpenTelemetry resource attributes. */
  public static Resource of(Attributes attributes) {
    String pod = first(attributes, "k8s.pod.name");
    String instance = first(attributes, "service.instance.id");
    return new Resource(
        first(attributes, "service.name"),
        instance.isEmpty() ? pod : instance,
        first(attributes, "service.version"),
        first(attributes, "k8s.node.name", "host.name"),
        pod,
        first(attributes, "k8s.namespace.name", "service.namespace"),
        first(attributes, "cloud.availability_zone"),
        attributes);
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
