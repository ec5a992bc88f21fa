package io.distributeddebug.format;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Equal attributes give the same resource again, as a file's records share a few of them. */
final class Resources {
  private static final int MOST_KEPT = 10_000;

  private final Map<Map<String, String>, Resource> known = new HashMap<>();
  private final Map<Attributes, Resource> typed = new HashMap<>();

  Resource of(Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return Resource.UNKNOWN;
    }
    Resource resource = known.get(attributes);
    if (resource == null) {
      resource = Resource.of(Attributes.of(attributes));
      if (known.size() < MOST_KEPT) {
        known.put(new TreeMap<>(attributes), resource);
      }
    }
    return resource;
  }

  Resource of(Attributes attributes) {
    Resource resource = typed.get(attributes);
    if (resource == null) {
      resource = attributes.isEmpty() ? Resource.UNKNOWN : Resource.of(attributes);
      if (typed.size() < MOST_KEPT) {
        typed.put(attributes, resource);
      }
    }
    return resource;
  }
}
