package io.distributeddebug.format;

import io.distributeddebug.convention.ResourceNames;
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

  /** What scrapes a service, or stands before it, names it worse than all else. */
  private static final List<String> LAST = List.of("service", "job");

  private static final Map<String, ResourceNames.Spelling> SPELLINGS =
      ResourceNames.byName(ResourceNames.Context.LABEL);

  private final Map<SortedMap<String, String>, Split> known = new HashMap<>();

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
    take(labels, resource, taken);
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
      SortedMap<String, String> labels, Map<String, String> resource, Set<String> taken) {
    Map<String, String> best = new HashMap<>();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      ResourceNames.Spelling spelling = SPELLINGS.get(ResourceNames.plain(label.getKey()));
      if (spelling != null
          && !label.getValue().isEmpty()
          && !label.getValue().equals("POD")
          && !resource.containsKey(spelling.attribute())) {
        best.merge(
            spelling.attribute(),
            label.getKey(),
            (one, other) -> rank(one) <= rank(other) ? one : other);
      }
    }
    best.forEach((attribute, label) -> resource.put(attribute, labels.get(label)));
    taken.addAll(best.values());
  }

  private static int rank(String label) {
    int last = LAST.indexOf(label);
    return last < 0 ? SPELLINGS.get(ResourceNames.plain(label)).rank() : 1000 + last;
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
