package io.distributeddebug.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.flow.Flow;
import io.distributeddebug.flow.FlowLog;
import io.distributeddebug.flow.FlowSpan;
import io.distributeddebug.flow.SlicedFacts;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Who changed first in each trace. A trace is drawn as its lines of time, service and log line;
 * each service calls the next, and {@code again} is what a repeat of the call led to.
 */
class FirstInItsTraceTest {
  private static final long INCIDENT = 1_000_000_000L;

  @Test
  void theCallerThatLogsTheConsequenceIsExplained() {
    assertThat(nats("cart 1 ok", "stock 2 ok", "stock 3 ERROR empty", "cart 4 ERROR failed"))
        .containsEntry("cart", 0.0)
        .hasEntrySatisfying("stock", nats -> assertThat(nats).isGreaterThan(20));
  }

  @Test
  void theFailureOfARepeatIsNotExplainedByTheFailureThatItRepeats() {
    Map<String, Double> once =
        nats("cart 1 ok", "stock 2 ok", "stock 3 ERROR empty", "cart 4 ERROR failed");
    Map<String, Double> repeated =
        nats(
            "cart 1 ok",
            "stock 2 ok",
            "stock 3 ERROR empty",
            "cart 4 ERROR failed",
            "again 5 ok",
            "again 6 ERROR empty",
            "cart 7 ERROR failed");

    assertThat(repeated.get("stock")).isGreaterThanOrEqualTo(once.get("stock"));
    assertThat(repeated).containsEntry("cart", 0.0);
  }

  @Test
  void anEventThatHardlyGrewIsNotCreditedWithTheChangeOfItsContext() {
    List<List<String>> incident = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      incident.add(
          List.of("cart 1 ok", "stock 2 ok", "stock 3 ERROR empty", "cart 4 ERROR failed"));
    }
    incident.add(List.of("cart 1 ok", "stock 2 ok", "cart 4 gave up"));

    // Once the cart gave up by itself: unexplained, but one of 81.
    assertThat(nats(incident).get("stock")).isGreaterThan(2 * nats(incident).get("cart"));
  }

  @Test
  void whatOthersExplainSpeaksAgainstACaller() {
    List<List<String>> incident = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      incident.add(
          List.of("cart 1 ok", "stock 2 ok", "stock 3 ERROR empty", "cart 4 ERROR failed"));
      if (i % 3 == 0) {
        incident.add(List.of("cart 1 ok", "stock 2 ok", "cart 4 ERROR failed"));
      }
    }
    Alternative judged = judged(incident);
    EvidenceAgainst against =
        new EvidenceAgainst(judged.comparison(), Degradation.of(judged.comparison()));

    assertThat(against(judged, against, "cart"))
        .first()
        .asString()
        .startsWith("In cart, \"ERROR failed\" is to ")
        .endsWith(" explained by what other services did earlier in the same traces.");
    assertThat(against(judged, against, "stock"))
        .containsExactly(
            // No span is marked as failed or took longer: only log lines tell of the fault.
            "Requests to stock are neither slower than usual nor do they fail more often.",
            "1 service calls it, directly or through others, and none is slower than usual or fails more often.");
  }

  private static List<String> against(Alternative judged, EvidenceAgainst against, String service) {
    return judged.suspicions().stream()
        .filter(suspicion -> suspicion.subject().equals(service))
        .flatMap(suspicion -> against.of(suspicion).stream())
        .map(Evidence::statement)
        .toList();
  }

  private static Map<String, Double> nats(String... drawn) {
    List<List<String>> incident = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      incident.add(List.of(drawn));
    }
    return nats(incident);
  }

  /** Strongest flow evidence by service, where before everything was ok. */
  private static Map<String, Double> nats(List<List<String>> incident) {
    Map<String, Double> nats = new TreeMap<>();
    for (Suspicion suspicion : judged(incident).suspicions()) {
      nats.put(
          suspicion.subject(),
          Optional.ofNullable(suspicion.strongest().get(FlowSignal.NAME))
              .map(Clue::nats)
              .orElse(0.0));
    }
    return nats;
  }

  private static Alternative judged(List<List<String>> incident) {
    SlicedFacts facts = new SlicedFacts(0, INCIDENT);
    for (int i = 0; i < 40; i++) {
      facts.add(flow("before" + i, 0, List.of("cart 1 ok", "stock 2 ok")));
    }
    List<Flow> during = new ArrayList<>();
    for (List<String> drawn : incident) {
      during.add(flow("during" + during.size(), INCIDENT, drawn));
    }
    during.forEach(facts::add);
    Window before = new Window(0, INCIDENT);
    Window window = new Window(INCIDENT, 2 * INCIDENT);
    Alternative alternative =
        Alternative.of(
            Comparison.of(
                new WindowChoice(INCIDENT, INCIDENT, window, List.of(before), 0),
                facts.sum(List.of(before)),
                facts.sum(List.of(window)),
                before,
                window,
                List.of(),
                Settings.STANDARD),
            List.of(new FlowSignal()));
    Unexplained answers = new Unexplained();
    Explaining question = alternative.question();
    during.forEach(flow -> question.ask(flow, answers::add));
    return alternative.explainedBy(answers);
  }

  private static Flow flow(String id, long at, List<String> drawn) {
    List<FlowSpan> spans = new ArrayList<>();
    spans.add(span("cart", "", "cart", at, 0, 0));
    spans.add(span("call", "cart", "cart", at, 1, 0));
    spans.add(span("stock", "call", "stock", at, 1, 0));
    spans.add(span("call again", "cart", "cart", at, 4, 1));
    spans.add(span("again", "call again", "stock", at, 4, 0));
    List<FlowLog> logs = new ArrayList<>();
    for (String line : drawn) {
      String[] words = line.split(" ", 3);
      String service = words[0].equals("again") ? "stock" : words[0];
      logs.add(
          new FlowLog(
              at + 10 * Long.parseLong(words[1]),
              service,
              words[0],
              words[2],
              words[2].startsWith("ERROR")));
    }
    if (drawn.stream().noneMatch(line -> line.startsWith("again"))) {
      spans.subList(3, 5).clear();
    }
    return Flow.of(id, spans, logs);
  }

  private static FlowSpan span(
      String id, String parent, String service, long at, int begin, int retry) {
    return new FlowSpan(
        id,
        parent,
        service,
        service + "-1",
        "",
        "serve",
        at + 10L * begin,
        at + 100,
        false,
        "",
        "",
        retry);
  }
}
