package io.distributeddebug.logs;

import java.util.List;

/**
 * How often one service wrote one template.
 *
 * @param severity such as {@code ERROR}, empty where lines carry none
 * @param isError severity number 17 or above, or an error level in the line
 * @param baselineSlices lines in each slice of the baseline, in order of time
 * @param earlierCount lines before the incident that are in no baseline slice
 * @param firstUnixNanos first line in the incident window, 0 without one
 * @param exampleBody a line of it, the incident's first where there is one, at most 500 characters
 * @param exampleTraceId that line's trace; empty where it names none
 */
public record TemplateCount(
    String service,
    String severity,
    boolean isError,
    String template,
    List<Long> baselineSlices,
    long incidentCount,
    long earlierCount,
    long firstUnixNanos,
    String exampleBody,
    String exampleTraceId) {
  public TemplateCount {
    baselineSlices = List.copyOf(baselineSlices);
  }

  public long baselineCount() {
    return baselineSlices.stream().mapToLong(Long::longValue).sum();
  }

  /** Seen in the incident window and at no time before it that was read. */
  public boolean isNew() {
    return incidentCount > 0 && baselineCount() == 0 && earlierCount == 0;
  }
}
