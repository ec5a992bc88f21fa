package io.distributeddebug.report;

import java.util.List;
import java.util.Optional;

/**
 * How requests went through the system: example traces, and what the services logged.
 *
 * @param comparisons the worst or the asked-for traces, worst first
 * @param templates log templates whose counts differ, most telling first
 */
public record Flow(List<Comparison> comparisons, List<TemplateCount> templates) {
  public static final Flow EMPTY = new Flow(List.of(), List.of());

  public Flow {
    comparisons = List.copyOf(comparisons);
    templates = List.copyOf(templates);
  }

  /**
   * A trace beside a healthy one.
   *
   * @param reason why this trace is shown, such as {@code slowest in the incident window}
   * @param healthy a trace of the same entry operation from the baseline window
   */
  public record Comparison(String reason, TraceView trace, Optional<TraceView> healthy) {}

  /**
   * How often a service wrote a line of this form in each window.
   *
   * @param severity such as {@code ERROR}, empty where lines carry none
   */
  public record TemplateCount(
      String service, String severity, String template, long baselineCount, long incidentCount) {}
}
