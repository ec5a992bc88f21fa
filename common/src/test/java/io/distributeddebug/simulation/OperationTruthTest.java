package io.distributeddebug.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.operation.OperationName;
import io.distributeddebug.telemetry.Span;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Operations of names that carry ids, against the clean names of the same requests. */
class OperationTruthTest {
  @Test
  void pathsWithIdsGiveTheOperationsOfCleanNamesOneToOne() {
    Recorded clean = Recorded.of(Recorded.HALF_AN_HOUR);
    Recorded raw = Recorded.of(Recorded.HALF_AN_HOUR.withRawPaths());
    assertThat(raw.spans).hasSameSizeAs(clean.spans);
    Map<String, String> derived = new TreeMap<>();
    Set<String> rawNames = new HashSet<>();
    for (int i = 0; i < clean.spans.size(); i++) {
      Span of = clean.spans.get(i);
      Span same = raw.spans.get(i);
      assertThat(same.spanId()).isEqualTo(of.spanId());
      String operation = OperationName.of(same);
      String before = derived.putIfAbsent(of.kind() + " " + OperationName.of(of), operation);
      assertThat(before == null || before.equals(operation)).isTrue();
      rawNames.add(same.name());
      assertThat(OperationName.of(of)).as("clean names are operations").isEqualTo(of.name());
    }
    assertThat(new HashSet<>(derived.values()).size())
        .isEqualTo(derived.keySet().stream().map(key -> key.split(" ", 2)[1]).distinct().count());
    assertThat(rawNames.size()).isGreaterThan(20 * derived.size());
  }
}
