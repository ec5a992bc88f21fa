package io.distributeddebug.jobs.investigation;

import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;

/** Which state of the lake is read: what {@code --as-of} says. */
public sealed interface AsOf {
  LakeSnapshot pin(Lake lake);

  /** As it was at an instant. */
  record Then(Instant instant) implements AsOf {
    @Override
    public LakeSnapshot pin(Lake lake) {
      return lake.pin(instant);
    }
  }

  /** As a report saw it: {@code data.table_versions}. */
  record Versions(Map<String, Long> versions) implements AsOf {
    public Versions {
      versions = Map.copyOf(versions);
    }

    @Override
    public LakeSnapshot pin(Lake lake) {
      return lake.pin(versions);
    }
  }

  /**
   * Reads an ISO-8601 instant, or table versions such as {@code spans=4,trace_spans=2}, also in the
   * braces and quotes of a report.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static AsOf parse(String text) {
    String trimmed = text.strip();
    try {
      return new Then(OffsetDateTime.parse(trimmed.replace(' ', 'T')).toInstant());
    } catch (DateTimeException notAnInstant) {
      return versions(trimmed);
    }
  }

  private static AsOf versions(String text) {
    Map<String, Long> versions = new TreeMap<>();
    for (String part : text.replaceAll("[{}\"\\s]", "").split(",", -1)) {
      String[] pair = part.split("[=:]", -1);
      if (pair.length != 2 || !pair[0].matches("[a-z_]+") || !pair[1].matches("\\d{1,18}")) {
        throw new IllegalArgumentException(
            "Invalid state of the lake: '"
                + (text.length() > 80 ? text.substring(0, 80) + "..." : text)
                + "', write an ISO-8601 instant with its zone, or table versions such as"
                + " spans=4,trace_spans=2");
      }
      versions.put(pair[0], Long.parseLong(pair[1]));
    }
    return new Versions(versions);
  }
}
