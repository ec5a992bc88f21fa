package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import java.util.function.Consumer;

/**
 * Finds one kind of change between the baseline and the incident. A detector is a record of its
 * thresholds; on data that only varies by chance it says nothing.
 */
public interface ChangeDetector {
  /** The kind of its findings, kebab-case. */
  String kind();

  void detect(Observations seen, Consumer<Finding> findings);
}
