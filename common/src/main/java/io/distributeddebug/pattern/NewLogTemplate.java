package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.latency.Slices;
import io.distributeddebug.logs.TemplateCount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Log lines of a form that was not there before, or error lines that became more frequent: {@link
 * CountTest} on lines per time. Error lines are a family of their own, so that the many templates
 * of ordinary lines do not drown them; Bonferroni in each family, 1 in 100.
 *
 * @param leastLines lines below which nothing is said
 * @param leastFactor growth of known error lines below which it does not matter
 */
record NewLogTemplate(long leastLines, double leastFactor) implements ChangeDetector {
  private static final double FALSE_ALARMS = 0.01;
  private static final int LONGEST_SHOWN = 120;

  @Override
  public String kind() {
    return "new-log-template";
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    Slices slices = seen.traffic().slices();
    if (slices.baselineNanos() == 0 || slices.incidentNanos() == 0) {
      return;
    }
    long errors = seen.templates().stream().filter(TemplateCount::isError).count();
    for (TemplateCount template : seen.templates()) {
      long family = template.isError() ? errors : seen.templates().size() - errors;
      CountTest test =
          new CountTest(
              template.baselineCount(),
              slices.baselineNanos(),
              template.incidentCount(),
              slices.incidentNanos(),
              dispersion(template, slices));
      boolean hasGrown =
          template.isError() && template.incidentCount() >= leastFactor * test.expected();
      if (template.incidentCount() < leastLines || !(template.isNew() || hasGrown)) {
        continue;
      }
      double chance = family * test.chanceOfSoMany();
      if (chance <= FALSE_ALARMS) {
        findings.accept(describe(seen, template, test.expected(), chance));
      }
    }
  }

  private static double dispersion(TemplateCount template, Slices slices) {
    List<CountTest.Slice> counts = new ArrayList<>();
    int baseline = 0;
    for (int i = 0; i < slices.count(); i++) {
      if (!slices.isIncident(i)) {
        counts.add(
            new CountTest.Slice(
                template.baselineSlices().get(baseline++), slices.window(i).nanos()));
      }
    }
    return CountTest.dispersion(counts);
  }

  private Finding describe(
      Observations seen, TemplateCount template, double expected, double chance) {
    String shown = shown(template.template());
    return Draft.of(kind(), template.isError() ? Severity.WARNING : Severity.INFO, seen.incident())
        .about(template.service())
        .measure("lines", template.incidentCount(), Unit.COUNT)
        .measure("expected_lines", Math.rint(expected), Unit.COUNT)
        .measure("earlier_lines", template.earlierCount(), Unit.COUNT)
        .sure(chance, template.incidentCount(), 1)
        .evidence(
            "logs",
            "lines of this form in the incident window, such as: " + shown(template.exampleBody()),
            (double) template.incidentCount(),
            Unit.COUNT,
            expected,
            template.template(),
            "SELECT * FROM logs WHERE service = %s AND template = %s ORDER BY unix_nanos"
                .formatted(Draft.quoted(template.service()), Draft.quoted(template.template())))
        .trace(template.exampleTraceId(), "the trace of the first such line", 0)
        .recommending("Read the lines around the first one in %s.".formatted(template.service()))
        .saying(
            template.isNew()
                ? "%s writes {lines} lines of a form not seen before: %s"
                    .formatted(template.service(), shown)
                : "%s writes {lines} error lines where {expected_lines} were to be expected: %s"
                    .formatted(template.service(), shown));
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }
}
