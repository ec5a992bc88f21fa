package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import java.io.IOException;

/** A Jaeger process as a resource, its tags as they are. */
final class JaegerProcess {
  /** What OpenTelemetry's exporters write where the resource names no service. */
  private static final String NO_SERVICE = "OTLPResourceNoServiceName";

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
    tags.text().forEach(all::put);
    tags.numbers().forEach(all::put);
    if (!service.isEmpty() && !service.equals(NO_SERVICE)) {
      all.put("service.name", service);
    }
    return Resource.of(all.build());
  }
}
