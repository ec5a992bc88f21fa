package io.distributeddebug.jobs.investigation;

import io.distributeddebug.cause.Hypothesis;
import io.distributeddebug.report.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hypotheses as the report shows them. */
final class ReportedCauses {
  private ReportedCauses() {}

  static List<Cause> of(List<Hypothesis> hypotheses) {
    List<Cause> causes = new ArrayList<>();
    for (Hypothesis hypothesis : hypotheses) {
      Cause.Builder cause =
          Cause.of(causes.size() + 1, hypothesis.service(), hypothesis.kind().id())
              .score(hypothesis.score())
              .confidence(hypothesis.confidence())
              .because(hypothesis.explanation())
              .evidence(hypothesis.evidence())
              .against(hypothesis.evidenceAgainst())
              .affecting(hypothesis.affected())
              .checkNext(hypothesis.whatToCheckNext())
              .whatToDo(hypothesis.whatToDo());
      filled(hypothesis.instance()).ifPresent(cause::instance);
      filled(hypothesis.operation()).ifPresent(cause::operation);
      hypothesis.resource().ifPresent(cause::resource);
      hypothesis.ruledOutBecause().ifPresent(cause::ruledOut);
      causes.add(cause.build());
    }
    return causes;
  }

  private static Optional<String> filled(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
