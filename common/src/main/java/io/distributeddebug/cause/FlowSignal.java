package io.distributeddebug.cause;

import io.distributeddebug.cause.FlowChange.Changed;
import io.distributeddebug.cause.FlowChange.Grown;
import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.flow.Event;
import io.distributeddebug.flow.FactKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What happens next has changed: exceptions, early returns, vanished and new calls or logs. */
final class FlowSignal implements Signal {
  static final String NAME = "flow";

  private static final int REGIONS = 6;

  /** An event whose growth is below this share of its context's largest one is beside the point. */
  private static final double MINOR = 0.05;

  private static final int LONGEST_PATH = 12;

  /** A smaller explained share is no reason to doubt. */
  private static final double WORTH_TELLING = 0.2;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void judge(Comparison comparison, Consumer<Clue> clues) {
    suspects(comparison)
        .values()
        .forEach(ofService -> tell(ofService, comparison.flow(), comparison, clues));
  }

  private static Map<String, List<Suspect>> suspects(Comparison comparison) {
    Map<String, List<Suspect>> suspects = new TreeMap<>();
    for (Changed changed : comparison.flow().changed().values()) {
      double most = changed.grown().values().stream().mapToDouble(Grown::growth).max().orElse(0);
      changed
          .grown()
          .forEach(
              (event, grown) -> {
                double share =
                    comparison
                        .unexplained()
                        .map(answers -> answers.share(new Place(changed.context(), event)))
                        .orElse(1.0);
                suspects
                    .computeIfAbsent(changed.context().service(), service -> new ArrayList<>())
                    .add(
                        new Suspect(
                            changed,
                            event,
                            grown,
                            changed.nats() * relevance(grown.growth(), most),
                            share));
              });
    }
    return suspects;
  }

  /** That what changed most in a service follows from what changed before in others. */
  static Optional<Evidence> explainedElsewhere(String service, Comparison comparison) {
    return suspects(comparison).getOrDefault(service, List.of()).stream()
        .max(
            Comparator.comparingDouble(Suspect::changeNats)
                .thenComparing(Suspect.STRONGEST_FIRST.reversed()))
        .filter(suspect -> suspect.unexplained() <= 1 - WORTH_TELLING)
        .map(
            suspect ->
                new Evidence(
                    "spans",
                    "In %s, \"%s\" is to %s explained by what other services did earlier in the same traces."
                        .formatted(
                            service,
                            plain(suspect.event()),
                            Wording.percent(1 - suspect.unexplained())),
                    1 - suspect.unexplained(),
                    Unit.RATIO,
                    Optional.empty(),
                    suspect.grown().incident().exampleTraceId(),
                    "SELECT * FROM trace_spans WHERE trace_id = %s ORDER BY tree_position"
                        .formatted(Wording.quoted(suspect.grown().incident().exampleTraceId()))));
  }

  @Override
  public String absence(Comparison comparison) {
    boolean anyLog =
        comparison.incident().of(FactKind.STEP).keySet().stream()
            .anyMatch(key -> Event.isLog(key.parts().get(3)));
    return anyLog
        ? ""
        : "No logs are tied to traces: faults that only a log line shows cannot be told.";
  }

  /**
   * 0..1: an event that grew by far less than another of the same context is not what changed, and
   * must not be credited with the change because it happens to be unexplained.
   */
  private static double relevance(double growth, double most) {
    return Math.min(1, growth / (MINOR * most));
  }

  /**
   * An event that became more frequent in one service.
   *
   * @param changeNats how surely it did
   * @param unexplained 0..1, the share that nothing earlier in its traces explains
   */
  private record Suspect(
      Changed changed, String event, Grown grown, double changeNats, double unexplained) {
    private static final Comparator<Suspect> STRONGEST_FIRST =
        Comparator.comparingDouble((Suspect suspect) -> -suspect.nats())
            .thenComparing(suspect -> !suspect.grown.incident().isError())
            .thenComparing(suspect -> suspect.changed.context())
            .thenComparing(Suspect::event);

    Context context() {
      return changed.context();
    }

    double nats() {
      return changeNats * unexplained;
    }
  }

  private static void tell(
      List<Suspect> suspects, FlowChange change, Comparison comparison, Consumer<Clue> clues) {
    suspects.sort(Suspect.STRONGEST_FIRST);
    Set<Context> withErrors = new HashSet<>();
    for (Suspect suspect : suspects) {
      if (suspect.nats() > 0 && suspect.grown().incident().isError()) {
        withErrors.add(suspect.context());
      }
    }
    boolean repeats =
        RepeatedCalls.began(
            suspects.get(0).context().service(), comparison.baseline(), comparison.incident());
    Set<String> told = new HashSet<>();
    suspects.stream()
        .filter(suspect -> suspect.nats() > 0)
        .limit(REGIONS)
        .forEach(
            suspect -> {
              String region = region(suspect, change);
              if (told.add(region)) {
                clues.accept(
                    clue(
                        suspect,
                        region,
                        repeats ? CauseKind.RETRY_STORM : kind(suspect, withErrors),
                        comparison));
              }
            });
  }

  private static CauseKind kind(Suspect suspect, Set<Context> withErrors) {
    return withErrors.contains(suspect.context()) ? CauseKind.EXCEPTION : CauseKind.WRONG_RESULT;
  }

  /** Last log statement before the change .. the one the baseline would have reached next. */
  private static String region(Suspect suspect, FlowChange change) {
    Context context = suspect.context();
    var note = suspect.grown().incident().note();
    String from = note.lastLog();
    String to = suspect.changed().missing();
    String operation = context.operation();
    if (context.isAnywhere()) {
      operation = note.operation();
      to = Event.isLog(from) ? from : "start " + operation;
      String usual = change.usualNext(new Context(context.service(), operation, to));
      to = usual.isEmpty() ? to : usual;
    }
    for (int hops = 0; hops < LONGEST_PATH && !Event.isLog(to) && !to.equals("end"); hops++) {
      String usual = change.usualNext(new Context(context.service(), operation, to));
      if (usual.isEmpty()) {
        break;
      }
      to = usual;
    }
    if (context.isAnywhere() && (to.equals(from) || !Event.isLog(to))) {
      to = note.nextLog().isEmpty() ? to : note.nextLog();
    }
    return plain(from) + " .. " + plain(to);
  }

  private static String plain(String event) {
    return Event.isLog(event) ? event.substring("log ".length()) : event;
  }

  private static Clue clue(Suspect suspect, String region, CauseKind kind, Comparison comparison) {
    Context context = suspect.context();
    Grown grown = suspect.grown();
    String place =
        context.isAnywhere()
            ? "anywhere in " + context.service()
            : "after \"%s\" in %s".formatted(plain(context.previous()), context.operation());
    String statement =
        "\"%s\" comes %s in %s of cases, usually in %s (between %s)"
            .formatted(
                plain(suspect.event()),
                place,
                Wording.percent(grown.incidentShare()),
                Wording.percent(grown.baselineShare()),
                region);
    boolean inLogs = Event.isLog(suspect.event());
    return new Clue(
        context.service(),
        NAME,
        suspect.nats(),
        kind,
        Clue.AFTER_RESOURCES,
        region,
        context.isAnywhere() ? grown.incident().note().operation() : context.operation(),
        "",
        Optional.empty(),
        0,
        statement,
        List.of(
            new Evidence(
                inLogs ? "logs" : "spans",
                "In %s, %s.".formatted(context.service(), statement),
                grown.incidentShare(),
                Unit.RATIO,
                Optional.of(grown.baselineShare()),
                grown.incident().exampleTraceId(),
                inLogs
                    ? "SELECT unix_nanos, trace_id, body FROM logs WHERE service = %s AND template = %s AND unix_nanos >= %d AND unix_nanos < %d ORDER BY unix_nanos"
                        .formatted(
                            Wording.quoted(context.service()),
                            Wording.quoted(plain(suspect.event())),
                            comparison.incidentWindow().fromUnixNanos(),
                            comparison.incidentWindow().toUnixNanos())
                    : "SELECT * FROM trace_spans WHERE trace_id = %s ORDER BY tree_position"
                        .formatted(Wording.quoted(grown.incident().exampleTraceId())))));
  }
}
