package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import java.io.IOException;
import java.util.Map;

/**
 * A Jaeger process as a resource. The tags that Jaeger's clients and agents set, and common ones of
 * house conventions, get OpenTelemetry's names unless those are there too.
 */
final class JaegerProcess {
  /** What OpenTelemetry's exporters write where the resource names no service. */
  private static final String NO_SERVICE = "OTLPResourceNoServiceName";

  private static final Map<String, String> STANDARD_NAMES =
      Map.ofEntries(
          Map.entry("hostname", "host.name"),
          Map.entry("host", "host.name"),
          Map.entry("ip", "host.ip"),
          Map.entry("node", "k8s.node.name"),
          Map.entry("node_name", "k8s.node.name"),
          Map.entry("pod", "k8s.pod.name"),
          Map.entry("pod.name", "k8s.pod.name"),
          Map.entry("pod_name", "k8s.pod.name"),
          Map.entry("namespace", "k8s.namespace.name"),
          Map.entry("instance", "service.instance.id"),
          Map.entry("instance.id", "service.instance.id"),
          Map.entry("client-uuid", "service.instance.id"),
          Map.entry("version", "service.version"),
          Map.entry("zone", "cloud.availability_zone"));

  private JaegerProcess() {}

  /** Of {@code {"serviceName","tags"}}. */
  static Resource read(JsonParser parser) throws IOException {
    String[] service = {""};
    JaegerTags tags = new JaegerTags();
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "serviceName", "service_name" -> service[0] = OtlpValues.text(p);
            case "tags" -> tags.read(p);
            case "tag" -> tags.readIndexed(p);
            default -> p.skipChildren();
          }
        });
    return of(service[0], tags.build());
  }

  private static Resource of(String service, Attributes tags) {
    Attributes.Builder all = Attributes.builder();
    tags.text().forEach((key, value) -> all.put(standard(key, tags), value));
    tags.numbers().forEach((key, value) -> all.put(standard(key, tags), value));
    if (!service.isEmpty() && !service.equals(NO_SERVICE)) {
      all.put("service.name", service);
    }
    return Resource.of(all.build());
  }

  private static String standard(String key, Attributes tags) {
    String standard = STANDARD_NAMES.getOrDefault(key, key);
    return tags.get(standard).isPresent() ? key : standard;
  }
}
