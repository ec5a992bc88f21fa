package io.distributeddebug.jobs.investigation;

import io.distributeddebug.cause.Hypothesis;
import io.distributeddebug.cause.RankedCauses;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.report.Recommendation;
import io.distributeddebug.telemetry.Window;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person reads first: the answer in three sentences, and what to do. */
final class Conclusion {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int MOST_NAMED = 5;

  private final RankedCauses causes;
  private final List<Finding> findings;

  Conclusion(RankedCauses causes, List<Finding> findings) {
    this.causes = causes;
    this.findings = List.copyOf(findings);
  }

  /** Gaps in the data come first, but for the words that say that nothing was found. */
  String summary() {
    String gap = String.join(" ", gaps());
    if (causes.nothingStandsOut()) {
      return gap.isEmpty() ? quiet() : quiet() + " " + gap;
    }
    String answer = answer(causes.hypotheses().get(0));
    return gap.isEmpty() ? answer : gap + " " + answer;
  }

  /** What is missing in the data, a sentence each. */
  List<String> gaps() {
    return findings.stream()
        .filter(finding -> finding.kind().equals("lost-spans"))
        .map(Finding::summary)
        .toList();
  }

  private String quiet() {
    Window looked = causes.incident();
    long graver = findings.stream().filter(f -> f.severity() != Severity.INFO).count();
    String weakest =
        causes.hypotheses().stream()
            .filter(h -> h.score() > 0)
            .findFirst()
            .map(
                h ->
                    " The largest deviation is at %s, too small to name it a cause (%s)."
                        .formatted(h.service(), percent(h.confidence())))
            .orElse(" No service deviates from its usual behaviour.");
    String also =
        graver == 0
            ? " No analysis reports more than remarks."
            : graver == 1
                ? " One finding below is worth a look all the same."
                : " %d findings below are worth a look all the same.".formatted(graver);
    return "Nothing stands out: the stretch that differs most, %s to %s, is within what this system does normally."
            .formatted(at(looked.fromUnixNanos()), at(looked.toUnixNanos()))
        + weakest
        + also;
  }

  private String answer(Hypothesis first) {
    Window incident = causes.incident();
    return "%s is the likeliest cause (%s, confidence %s). %s %s"
        .formatted(
            first.service(),
            first.kind().id().replace('_', ' '),
            percent(first.confidence()),
            sentence(first.explanation()),
            "It began at %s and was seen for %s."
                .formatted(at(incident.fromUnixNanos()), lasting(incident.nanos())));
  }

  /** What to do about the causes that have evidence, then about the graver findings. */
  List<Recommendation> recommendations() {
    List<Recommendation> recommendations = new ArrayList<>();
    for (Hypothesis hypothesis : causes.hypotheses()) {
      if (hypothesis.score() <= 0 || recommendations.size() >= MOST_NAMED) {
        break;
      }
      String reason =
          "%s: %s".formatted(hypothesis.service(), hypothesis.kind().id().replace('_', ' '));
      for (String action :
          causes.nothingStandsOut() ? hypothesis.whatToCheckNext() : hypothesis.whatToDo()) {
        add(recommendations, new Recommendation(action, reason));
      }
    }
    findings.stream()
        .filter(finding -> finding.severity() == Severity.CRITICAL)
        .filter(finding -> !finding.recommendation().isEmpty())
        .limit(MOST_NAMED)
        .forEach(
            finding ->
                add(
                    recommendations,
                    new Recommendation(finding.recommendation(), finding.summary())));
    return recommendations;
  }

  private static void add(List<Recommendation> recommendations, Recommendation one) {
    if (recommendations.stream().noneMatch(other -> other.action().equals(one.action()))) {
      recommendations.add(one);
    }
  }

  private static String sentence(String text) {
    String trimmed = text.strip();
    return trimmed.isEmpty() || trimmed.endsWith(".") ? trimmed : trimmed + ".";
  }

  private static String at(long unixNanos) {
    return MINUTE.format(Window.instant(unixNanos)) + " UTC";
  }

  private static String percent(double share) {
    // Never 100: what was not recorded may have caused it too.
    return String.format(Locale.ROOT, "%.0f %%", Math.min(99, 100 * share));
  }

  private static String lasting(long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    long minutes = duration.toMinutes();
    if (minutes < 2) {
      return duration.toSeconds() + " seconds";
    }
    return minutes < 120
        ? minutes + " minutes"
        : "%d hours %d minutes".formatted(minutes / 60, minutes % 60);
  }
}
