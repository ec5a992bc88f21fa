package io.distributeddebug.state.extract;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.Tier;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each rule matched, what it could not read and why, and how much is known of each type of
 * entity. Reports of parts add up, in any order.
 */
public final class ExtractionReport implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Long> spansByRule = new TreeMap<>();
  private final TreeMap<String, Long> eventsByRule = new TreeMap<>();
  private final TreeMap<String, TreeMap<String, Long>> nothingByRule = new TreeMap<>();
  private final TreeMap<String, long[]> byType = new TreeMap<>();
  private final TreeMap<String, Missing> missing = new TreeMap<>();

  private static final int WITH_VALUE = 0;
  private static final int WITH_KEY = 1;
  private static final int WITHOUT_KEY = 2;

  void asked(String rule, SpanRule.Answer answer) {
    spansByRule.merge(rule, 1L, Long::sum);
    if (!answer.reason().isEmpty()) {
      dropped(rule, answer.reason());
    }
  }

  void dropped(String rule, String reason) {
    nothingByRule.computeIfAbsent(rule, key -> new TreeMap<>()).merge(reason, 1L, Long::sum);
  }

  void found(StateEvent event) {
    eventsByRule.merge(event.origin().rule(), 1L, Long::sum);
    if (event.entity().type().equals(SqlRule.TRANSACTION)) {
      return;
    }
    String type = event.entity().type();
    long[] tiers = byType.computeIfAbsent(type, key -> new long[3]);
    Tier tier = event.tier();
    tiers[tier == Tier.VALUES ? WITH_VALUE : tier == Tier.KEYS ? WITH_KEY : WITHOUT_KEY]++;
    if (tier != Tier.VALUES) {
      missing.merge(type, Missing.of(event), ExtractionReport::worse);
    }
  }

  /** Adds the other's to these, and returns these. */
  public ExtractionReport merge(ExtractionReport other) {
    other.spansByRule.forEach((rule, count) -> spansByRule.merge(rule, count, Long::sum));
    other.eventsByRule.forEach((rule, count) -> eventsByRule.merge(rule, count, Long::sum));
    other.nothingByRule.forEach(
        (rule, reasons) -> {
          TreeMap<String, Long> into = nothingByRule.computeIfAbsent(rule, key -> new TreeMap<>());
          reasons.forEach((reason, count) -> into.merge(reason, count, Long::sum));
        });
    other.byType.forEach(
        (type, tiers) -> {
          long[] into = byType.computeIfAbsent(type, key -> new long[3]);
          for (int i = 0; i < into.length; i++) {
            into[i] += tiers[i];
          }
        });
    other.missing.forEach((type, what) -> missing.merge(type, what, ExtractionReport::worse));
    return this;
  }

  private static Missing worse(Missing one, Missing other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /**
   * A rule and what it did.
   *
   * @param spans that were its own
   * @param nothing how many of them gave no event, by reason
   */
  public record RuleCount(String rule, long spans, long events, SortedMap<String, Long> nothing) {
    public RuleCount {
      nothing = Collections.unmodifiableSortedMap(new TreeMap<>(nothing));
    }
  }

  /**
   * How much is known of a type of entity.
   *
   * @param values events with key, and value or version
   * @param keys events with the key alone
   * @param collections events without a key
   * @param advice what to record to know more; empty where all is known
   */
  public record Coverage(String type, long values, long keys, long collections, String advice) {
    public long events() {
      return values + keys + collections;
    }
  }

  public List<RuleCount> rules() {
    TreeMap<String, Long> rules = new TreeMap<>(spansByRule);
    eventsByRule.keySet().forEach(rule -> rules.putIfAbsent(rule, 0L));
    List<RuleCount> counts = new ArrayList<>();
    for (Map.Entry<String, Long> rule : rules.entrySet()) {
      counts.add(
          new RuleCount(
              rule.getKey(),
              rule.getValue(),
              eventsByRule.getOrDefault(rule.getKey(), 0L),
              nothingByRule.getOrDefault(rule.getKey(), new TreeMap<>())));
    }
    return counts;
  }

  /** By type. */
  public List<Coverage> coverage() {
    List<Coverage> coverage = new ArrayList<>();
    byType.forEach(
        (type, tiers) ->
            coverage.add(
                new Coverage(
                    type,
                    tiers[WITH_VALUE],
                    tiers[WITH_KEY],
                    tiers[WITHOUT_KEY],
                    missing.containsKey(type) ? missing.get(type).advice(type) : "")));
    return coverage;
  }

  public long events() {
    return eventsByRule.values().stream().mapToLong(Long::longValue).sum();
  }
}
