package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The detectors that every investigation runs. A new one = its class and a line here. */
public final class Detectors {
  public static List<ChangeDetector> standard() {
    return List.of(
        new ErrorRateChanged(0.01, 2, 3),
        new LatencyChanged(0.3, 1_000_000, 10),
        new MissingCalls(0.5, 10),
        new RetriesGrown(0.01, 2, 5),
        new Timeouts(0.01, 2, 3),
        new TrafficChanged(1.5, 20),
        new NewLogTemplate(3, 3),
        new ResourceChanged(6, 10),
        new DeploymentSeen(20),
        new ImpossibleOrder(1),
        LostSpans.STANDARD);
  }

  /**
   * What they all find: lost spans first, as all else stands on what is left, then the most severe,
   * then the most certain; equal ones by kind and service.
   */
  public static List<Finding> run(List<ChangeDetector> detectors, Observations seen) {
    List<Finding> findings = new ArrayList<>();
    detectors.forEach(detector -> detector.detect(seen, findings::add));
    findings.sort(
        Comparator.comparing((Finding finding) -> finding.kind().equals(LostSpans.KIND))
            .thenComparing(Finding::severity)
            .thenComparing(Finding::confidence)
            .reversed()
            .thenComparing(Finding::kind)
            .thenComparing(finding -> String.join(",", finding.services()))
            .thenComparing(Finding::operation)
            .thenComparing(Finding::summary));
    return findings;
  }

  private Detectors() {}
}
