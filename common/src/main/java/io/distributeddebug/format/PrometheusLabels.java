package io.distributeddebug.format;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which process a set of labels speaks of. Prometheus, Loki and Alertmanager put the same labels on
 * what they keep; the usual ones become resource attributes of OpenTelemetry, the others stay. The
 * service is the first of: its own name, the app, the workload, the container, and last the scrape
 * job. An Istio metric speaks of the side that reported it.
 */
final class PrometheusLabels {
  private static final int MOST_KEPT = 10_000;
  private static final List<Naming> NAMINGS =
      List.of(
          new Naming(
              "service.name",
              "service_name",
              "app_kubernetes_io_name",
              "app",
              "k8s_app",
              "application",
              "deployment",
              "statefulset",
              "daemonset",
              "workload",
              "service",
              "job"),
          new Naming("service.version", "service_version", "app_kubernetes_io_version"),
          new Naming("service.instance.id", "service_instance_id", "instance"),
          new Naming("k8s.pod.name", "pod", "pod_name", "k8s_pod_name", "kubernetes_pod_name"),
          new Naming(
              "k8s.namespace.name",
              "namespace",
              "namespace_name",
              "k8s_namespace_name",
              "kubernetes_namespace",
              "kubernetes_namespace_name"),
          new Naming(
              "k8s.node.name",
              "node",
              "node_name",
              "nodename",
              "k8s_node_name",
              "kubernetes_node",
              "kubernetes_node_name",
              "kubernetes_host"),
          new Naming("host.name", "host", "hostname", "host_name"),
          new Naming("k8s.container.name", "container", "container_name", "k8s_container_name"),
          new Naming("k8s.cluster.name", "cluster", "k8s_cluster_name"),
          new Naming(
              "cloud.availability_zone",
              "zone",
              "availability_zone",
              "topology_kubernetes_io_zone"));

  private final Map<SortedMap<String, String>, Split> known = new HashMap<>();

  /** Resource attribute and the labels that mean it, the best first. */
  private record Naming(String attribute, List<String> labels) {
    Naming(String attribute, String... labels) {
      this(attribute, List.of(labels));
    }
  }

  /** The labels in two parts; equal labels give the same resource again. */
  record Split(Resource resource, Attributes attributes) {}

  Split split(SortedMap<String, String> labels) {
    Split split = known.get(labels);
    if (split == null) {
      split = splitAnew(labels);
      if (known.size() < MOST_KEPT) {
        known.put(new TreeMap<>(labels), split);
      }
    }
    return split;
  }

  private Split splitAnew(SortedMap<String, String> labels) {
    TreeMap<String, String> resource = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    mesh(labels, resource);
    for (Naming naming : NAMINGS) {
      if (!resource.containsKey(naming.attribute)) {
        take(naming, labels, resource, taken);
      }
    }
    if (resource.containsKey("k8s.pod.name") && taken.remove("instance")) {
      // The scrape address of what reported about the pod, often not the pod itself.
      resource.remove("service.instance.id");
    }
    String container = resource.getOrDefault("k8s.container.name", "");
    boolean fromJob = taken.contains("job") || taken.contains("service");
    if (!container.isEmpty() && (fromJob || !resource.containsKey("service.name"))) {
      resource.put("service.name", container);
      taken.remove("job");
      taken.remove("service");
    }
    TreeMap<String, String> rest = new TreeMap<>(labels);
    rest.keySet().removeAll(taken);
    rest.values().removeIf(String::isEmpty);
    return new Split(Resource.of(Attributes.of(resource)), Attributes.of(rest));
  }

  private static void take(
      Naming naming,
      SortedMap<String, String> labels,
      SortedMap<String, String> resource,
      Set<String> taken) {
    for (String label : naming.labels) {
      String value = labels.getOrDefault(label, "");
      if (!value.isEmpty() && !value.equals("POD")) {
        resource.put(naming.attribute, value);
        taken.add(label);
        return;
      }
    }
  }

  private static void mesh(SortedMap<String, String> labels, SortedMap<String, String> resource) {
    String reporter = labels.getOrDefault("reporter", "");
    if (!reporter.equals("source")
        && !reporter.equals("destination")
        && !reporter.equals("waypoint")) {
      return;
    }
    String side = reporter.equals("source") ? "source" : "destination";
    for (String label : List.of("_canonical_service", "_service_name", "_app", "_workload")) {
      String value = labels.getOrDefault(side + label, "");
      if (!value.isEmpty() && !value.equals("unknown")) {
        resource.put("service.name", value);
        break;
      }
    }
    String namespace = labels.getOrDefault(side + "_workload_namespace", "");
    if (!namespace.isEmpty() && !namespace.equals("unknown")) {
      resource.put("k8s.namespace.name", namespace);
    }
  }
}
