package io.distributeddebug.format;

import java.util.Map;
import java.util.TreeMap;

/**
 * The pod whose log a file is, where the file lies as the kubelet lays them out: {@code
 * pods/<namespace>_<pod>_<uid>/<container>/0.log} and {@code
 * containers/<pod>_<namespace>_<container>-<id>.log}. The container stands for the service.
 */
final class PodLogPath {
  private static final int CONTAINER_ID_DIGITS = 64;

  private PodLogPath() {}

  /** Resource attributes; none for a file that lies otherwise. */
  static Map<String, String> resource(String fileName) {
    String[] parts = fileName.replace('\\', '/').split("/", -1);
    for (int i = parts.length - 3; i >= 0; i--) {
      String[] pod = parts[i].split("_", -1);
      if (pod.length == 3 && pod[2].length() >= 32 && parts[i + 2].endsWith(".log")) {
        return resource(pod[0], pod[1], parts[i + 1]);
      }
    }
    String last = parts[parts.length - 1];
    String[] names = last.replaceFirst("\\.log$", "").split("_", -1);
    int dash = names.length == 3 ? names[2].length() - CONTAINER_ID_DIGITS - 1 : -1;
    return dash > 0 && names[2].charAt(dash) == '-'
        ? resource(names[1], names[0], names[2].substring(0, dash))
        : Map.of();
  }

  private static Map<String, String> resource(String namespace, String pod, String container) {
    Map<String, String> resource = new TreeMap<>();
    resource.put("k8s.namespace.name", namespace);
    resource.put("k8s.pod.name", pod);
    resource.put("k8s.container.name", container);
    resource.put("service.name", container);
    return resource;
  }
}
