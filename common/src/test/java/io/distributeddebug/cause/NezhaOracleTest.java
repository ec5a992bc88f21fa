package io.distributeddebug.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.distributeddebug.flow.Flow;
import io.distributeddebug.flow.SlicedFacts;
import io.distributeddebug.telemetry.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The prototype of the method is the oracle: same windows, same evidence, same order. */
class NezhaOracleTest {
  private static final long SECOND = 1_000_000_000L;

  /** Durations are counted in buckets of 1.6 %; the prototype's own figures are rounded. */
  private static final double BUCKET_ERROR = 0.15;

  private static final int[] ONSETS = {0, 60, 120, 180};

  @Test
  void givesTheSameEvidenceInTheSameOrder() throws Exception {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    Assumptions.assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");
    Map<String, List<String[]>> oracle = oracle();
    int cases = 0;
    for (String day : List.of("2023-01-29", "2023-01-30")) {
      NezhaDay read = NezhaDay.read(Path.of(data, "nezha-trainticket"), day);
      for (NezhaDay.Fault fault : read.faults()) {
        String at = Window.instant(fault.unixNanos()).toString();
        Alternative best = best(read, fault.unixNanos());
        assertSame(at, best.suspicions(), oracle.get(at));
        assertThat(best.suspicions().get(0).subject()).isEqualTo(fault.service());
        cases++;
      }
    }
    assertThat(cases).isEqualTo(oracle.size()).isEqualTo(16);
  }

  private static void assertSame(String at, List<Suspicion> ours, List<String[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      String[] line = expected.get(i);
      Suspicion suspicion = ours.get(i);
      assertThat(suspicion.subject()).as(at + " rank " + (i + 1)).isEqualTo(line[1]);
      assertThat(suspicion.score())
          .as(at + " score of " + line[1])
          .isCloseTo(Double.parseDouble(line[2]), offset(BUCKET_ERROR));
      assertThat(suspicion.clues().get(0).kind().id()).isEqualTo(line[3]);
      Map<String, Clue> strongest = suspicion.strongest();
      assertThat(strongest).hasSize(line.length - 4);
      for (int j = 4; j < line.length; j++) {
        String[] signal = line[j].split("=", -1);
        double nats = Double.parseDouble(signal[1]);
        assertThat(strongest.get(signal[0]).nats())
            .as(at + " " + signal[0] + " of " + line[1])
            .isCloseTo(nats, offset(BUCKET_ERROR + nats / 100));
      }
    }
  }

  private static Map<String, List<String[]>> oracle() throws IOException {
    Map<String, List<String[]>> cases = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                NezhaOracleTest.class.getResourceAsStream("nezha-oracle.txt"),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", -1))
          .forEach(line -> cases.computeIfAbsent(line[0], at -> new ArrayList<>()).add(line));
    }
    return cases;
  }

  private static Alternative best(NezhaDay day, long alarm) {
    Alternative best = null;
    for (int onset : ONSETS) {
      Alternative alternative = alternative(day, alarm, onset * SECOND);
      if (best == null
          || Math.rint(alternative.strength() * 1e6) > Math.rint(best.strength() * 1e6)) {
        best = alternative;
      }
    }
    return best;
  }

  private static Alternative alternative(NezhaDay day, long alarm, long onsetNanos) {
    long last = Long.MIN_VALUE;
    for (Flow flow : day.recorded()) {
      if (flow.startUnixNanos() >= alarm - 180 * SECOND
          && flow.startUnixNanos() < alarm + 120 * SECOND) {
        last = Math.max(last, flow.startUnixNanos());
      }
    }
    long from = Math.min(alarm, last + 1 - 60 * SECOND);
    long onset = Math.min(alarm - onsetNanos, from);
    Window incident = new Window(from, alarm + 120 * SECOND);
    Window before = new Window(onset - 60 * SECOND, onset);
    SlicedFacts baseline = new SlicedFacts(0, Long.MAX_VALUE);
    SlicedFacts during = new SlicedFacts(0, Long.MAX_VALUE);
    List<Flow> asked = new ArrayList<>();
    for (Flow flow : day.recorded()) {
      if (before.contains(flow.startUnixNanos())) {
        baseline.add(flow);
      }
      if (incident.contains(flow.startUnixNanos())) {
        during.add(flow);
        asked.add(flow);
      }
    }
    day.faultFree().forEach(baseline::add);
    List<Window> everything = List.of(new Window(0, Long.MAX_VALUE));
    Comparison comparison =
        Comparison.of(
            new WindowChoice(120 * SECOND, onset, incident, List.of(before), 0),
            baseline.sum(everything),
            during.sum(everything),
            new Window(alarm - onsetNanos - 1800 * SECOND, alarm - onsetNanos),
            new Window(alarm, alarm + 150 * SECOND),
            day.resources(),
            Settings.STANDARD);
    Alternative alternative = Alternative.of(comparison, Signals.standard());
    Explaining question = alternative.question();
    Unexplained answers = new Unexplained();
    asked.forEach(flow -> question.ask(flow, answers::add));
    return alternative.explainedBy(answers);
  }
}
