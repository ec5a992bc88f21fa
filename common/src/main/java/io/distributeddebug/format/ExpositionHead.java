package io.distributeddebug.format;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which of the two kinds of exposition a file's beginning shows, if any. */
final class ExpositionHead {
  private static final Set<String> OPEN_METRICS_TYPES =
      Set.of("unknown", "info", "stateset", "gaugehistogram");

  private static final Set<String> SHARED_TYPES =
      Set.of("counter", "gauge", "histogram", "summary", "untyped");

  private final Set<String> counters = new HashSet<>();
  private boolean exposition;
  private boolean openMetrics;

  private ExpositionHead() {}

  static ExpositionHead of(byte[] head) {
    ExpositionHead shown = new ExpositionHead();
    String text = new String(head, StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    List<String> lines = text.lines().toList();
    boolean cut = head.length == TelemetryFormat.HEAD_BYTES;
    int complete = lines.size() - (cut ? 1 : 0);
    boolean bare = cut;
    for (String line : lines.subList(0, Math.max(complete, 0))) {
      if (line.startsWith("#")) {
        shown.comment(line);
      } else if (!line.isEmpty()) {
        shown.sample(line);
        bare = bare && isTimed(line);
      }
    }
    // What promtool dumps has no metadata, and its end may lie beyond the head.
    shown.openMetrics |= bare && complete > 0 && !shown.exposition;
    return shown;
  }

  boolean isOpenMetrics() {
    return openMetrics;
  }

  boolean isPrometheusText() {
    return exposition && !openMetrics;
  }

  private static boolean isTimed(String line) {
    try {
      return ExpositionLine.read(line, ExpositionLine.Dialect.OPEN_METRICS).unixNanos().isPresent();
    } catch (MalformedValueException none) {
      return false;
    }
  }

  private void comment(String line) {
    String[] parts = line.split(" ", 4);
    if (line.equals("# EOF")) {
      openMetrics = true;
    } else if (parts.length == 4 && parts[0].equals("#")) {
      boolean named = ExpositionLine.isMetricName(parts[2]);
      switch (parts[1]) {
        case "TYPE" -> {
          String type = parts[3].trim();
          openMetrics |= named && OPEN_METRICS_TYPES.contains(type);
          exposition |= named && SHARED_TYPES.contains(type);
          if (type.equals("counter")) {
            counters.add(parts[2]);
          }
        }
        case "UNIT" -> openMetrics |= named;
        case "HELP" -> exposition |= named;
        default -> {
          return;
        }
      }
    }
  }

  private void sample(String line) {
    int end = 0;
    while (end < line.length() && "{ \t".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    String name = line.substring(0, end);
    boolean suffixed =
        name.endsWith("_total") && counters.contains(name.substring(0, name.length() - 6));
    openMetrics |= exposition && (suffixed || line.contains(" # {"));
  }
}
