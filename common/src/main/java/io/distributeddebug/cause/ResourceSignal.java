package io.distributeddebug.cause;

import io.distributeddebug.cause.ResourceChange.Rise;
import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Unit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A resource of an instance is used far more than in the half hour before. */
final class ResourceSignal implements Signal {
  static final String NAME = "metric";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void judge(Comparison comparison, Consumer<Clue> clues) {
    for (Rise rise :
        ResourceChange.of(
            comparison.resources(),
            comparison.history(),
            comparison.resourceWindow(),
            comparison.settings())) {
      if (rise.nats() > 0) {
        clues.accept(clue(rise, comparison));
      }
    }
  }

  @Override
  public String absence(Comparison comparison) {
    return comparison.resources().isEmpty()
        ? "No cpu, memory or pool metrics cover this time: exhausted resources cannot be seen."
        : "";
  }

  private static Clue clue(Rise rise, Comparison comparison) {
    ResourceSeries series = rise.series();
    String statement =
        "the %s of instance %s is at %s, usually at %s"
            .formatted(
                series.isPool()
                    ? "pool " + series.resource().substring(ResourceSeries.POOL.length())
                    : series.resource(),
                series.instance(),
                Wording.points(rise.percent()),
                Wording.points(rise.usualPercent()));
    return new Clue(
        series.service(),
        NAME,
        rise.nats(),
        series.kind(),
        Clue.RESOURCE_FIRST,
        series.metric(),
        "",
        series.instance(),
        Optional.of(series.resource()),
        0,
        statement,
        List.of(
            new Evidence(
                "metrics",
                Character.toUpperCase(statement.charAt(0)) + statement.substring(1) + ".",
                rise.percent() / 100,
                Unit.RATIO,
                Optional.of(rise.usualPercent() / 100),
                series.metric(),
                "SELECT unix_nanos, value FROM metrics WHERE metric = %s AND instance = %s AND unix_nanos >= %d AND unix_nanos < %d ORDER BY unix_nanos"
                    .formatted(
                        Wording.quoted(series.metric()),
                        Wording.quoted(series.instance()),
                        comparison.history().fromUnixNanos(),
                        comparison.resourceWindow().toUnixNanos()))));
  }
}
