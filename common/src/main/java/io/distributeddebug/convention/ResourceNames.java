package io.distributeddebug.convention;

import io.distributeddebug.convention.Fold.Named;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.SpanKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the process that recorded something is named: the one list of spellings for all formats. A
 * spelling is letters and digits in lower case, so that {@code pod.name}, {@code podName} and
 * {@code pod_name} are one. The best comes first.
 */
public final class ResourceNames {
  /** Attributes renamed by the conventions themselves. */
  static final List<Named> RENAMED =
      List.of(
          Fold.rename("telemetry.auto.version", "telemetry.distro.version"),
          Fold.rename("browser.user_agent", "user_agent.original"),
          Fold.rename("faas.id", "cloud.resource_id"));

  /** Attributes of their own beside those that the list leads to. */
  private static final Set<String> STABLE = Set.of("container.name");

  /** By attribute: spellings in any field, in labels too, in resources and process tags too. */
  static final Map<String, List<List<String>>> SPELLINGS = spellings();

  private static final Map<String, Spelling> OF_RESOURCES = byName(Context.RESOURCE);

  private ResourceNames() {}

  /** Where a name stands: the more a place is about the process alone, the shorter names do. */
  public enum Context {
    /** Among the fields of a log or document. */
    FIELD(1),
    /** Among a series' or stream's labels. */
    LABEL(2),
    /** Among the attributes of a resource or the tags of a process. */
    RESOURCE(3);

    private final int lists;

    Context(int lists) {
      this.lists = lists;
    }
  }

  /**
   * What a name means.
   *
   * @param attribute the resource attribute's stable name
   * @param rank of several spellings of one attribute the lowest counts
   */
  public record Spelling(String attribute, int rank) {}

  /** Every spelling known in a place. */
  public static Map<String, Spelling> byName(Context context) {
    Map<String, Spelling> known = new HashMap<>();
    SPELLINGS.forEach(
        (attribute, places) -> {
          int rank = 0;
          for (List<String> names : places.subList(0, context.lists)) {
            for (String name : names) {
              known.putIfAbsent(name, new Spelling(attribute, rank++));
            }
          }
        });
    return known;
  }

  /** Whether this is a stable name of what tells a process from others. */
  public static boolean isStable(String name) {
    return SPELLINGS.containsKey(name);
  }

  /** Letters and digits alone, in lower case. */
  public static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = Character.toLowerCase(name.charAt(i));
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** A resource's attributes by their stable names; the same object where all are. */
  static Attributes fold(Attributes recorded) {
    Map<String, String> best = new LinkedHashMap<>();
    Map<String, Integer> ranks = new HashMap<>();
    for (Set<String> names : List.of(recorded.text().keySet(), recorded.numbers().keySet())) {
      for (String name : names) {
        Spelling spelling = OF_RESOURCES.get(plain(name));
        boolean other =
            spelling != null
                && !isStable(name)
                && !STABLE.contains(name)
                && !isEmpty(recorded, name);
        if (other && spelling.rank() < ranks.getOrDefault(spelling.attribute(), 1000)) {
          ranks.put(spelling.attribute(), spelling.rank());
          best.put(spelling.attribute(), name);
        }
      }
    }
    Attributes renamed = AttributeFolds.ofResources().fold(recorded, SpanKind.UNSPECIFIED);
    if (best.isEmpty()) {
      return renamed;
    }
    AttributeDraft draft = new AttributeDraft(renamed, SpanKind.UNSPECIFIED);
    best.forEach((attribute, name) -> draft.move(name, attribute));
    return draft.build();
  }

  private static boolean isEmpty(Attributes attributes, String name) {
    return attributes.get(name).orElse("").isEmpty();
  }

  private static Map<String, List<List<String>>> spellings() {
    Map<String, List<List<String>>> all = new LinkedHashMap<>();
    put(
        all,
        "service.name",
        "servicename ddservice oteltracesservicename applicationname springapplicationname service"
            + " application appname appkubernetesioname kuberneteslabelsappkubernetesioname app"
            + " kuberneteslabelsapp k8sapp kuberneteslabelsk8sapp",
        "deployment statefulset daemonset workload job",
        "");
    put(
        all,
        "service.version",
        "serviceversion appversion ddversion",
        "appkubernetesioversion",
        "applicationversion version");
    put(
        all,
        "service.instance.id",
        "serviceinstanceid servicenodename instanceid",
        "instance",
        "clientuuid");
    put(all, "k8s.pod.name", "k8spodname kubernetespodname kubernetespod podname pod", "", "");
    put(
        all,
        "k8s.namespace.name",
        "k8snamespacename kubernetesnamespace kubernetesnamespacename kubernetespodnamespace"
            + " namespacename namespace",
        "",
        "");
    put(
        all,
        "k8s.node.name",
        "k8snodename kubernetesnodename kuberneteshost kubernetespodnodename nodename",
        "kubernetesnode node",
        "");
    put(all, "host.name", "hostname hosthostname host agenthostname", "", "");
    put(
        all,
        "cloud.availability_zone",
        "cloudavailabilityzone availabilityzone",
        "topologykubernetesiozone failuredomainbetakubernetesiozone zone",
        "cloudzone");
    put(all, "container.id", "containerid dockercontainerid", "", "");
    put(
        all,
        "k8s.container.name",
        "",
        "k8scontainername kubernetescontainername containername container",
        "");
    put(all, "k8s.cluster.name", "", "k8sclustername cluster", "");
    put(
        all,
        "deployment.environment.name",
        "deploymentenvironmentname deploymentenvironment serviceenvironment ddenv",
        "",
        "environment env");
    put(all, "host.ip", "", "", "ip");
    return all;
  }

  private static void put(
      Map<String, List<List<String>>> all,
      String attribute,
      String fields,
      String labels,
      String resources) {
    all.put(attribute, List.of(words(fields), words(labels), words(resources)));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
