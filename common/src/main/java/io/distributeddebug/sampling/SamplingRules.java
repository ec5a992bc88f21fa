package io.distributeddebug.sampling;

import io.distributeddebug.sampling.SamplingWeight.Source;
import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is configured of sampling where the telemetry does not say it: rules with {@code ;} between,
 * the first that fits counts. A rule is {@code NAME=RATIO}; the name is that of the root's service,
 * {@code xray:RULE} for an AWS X-Ray rule, or {@code *}; behind it may stand {@code @FROM/TO}, the
 * time (ISO-8601) in which it was so.
 *
 * <pre>{@code
 * checkout=0.5;xray:Default=0.05;*@2026-01-05T09:00:00Z/2026-01-05T10:00:00Z=0.1
 * }</pre>
 */
public final class SamplingRules implements Serializable {
  public static final SamplingRules NONE = new SamplingRules(List.of());

  private static final long serialVersionUID = 1L;
  private static final String XRAY = "xray:";

  private final ArrayList<Rule> rules;

  private record Rule(String name, long fromUnixNanos, long toUnixNanos, double ratio)
      implements Serializable {
    boolean fits(String service, String xrayRule, long unixNanos) {
      boolean named =
          name.equals("*")
              || (name.startsWith(XRAY)
                  ? name.equals(XRAY + xrayRule)
                  : !service.isEmpty() && name.equals(service));
      return named && unixNanos >= fromUnixNanos && unixNanos < toUnixNanos;
    }
  }

  private SamplingRules(List<Rule> rules) {
    this.rules = new ArrayList<>(rules);
  }

  /**
   * Reads rules.
   *
   * @throws IllegalArgumentException whose message names the rule that is none
   */
  public static SamplingRules parse(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      if (!part.isBlank()) {
        rules.add(rule(part.strip()));
      }
    }
    return rules.isEmpty() ? NONE : new SamplingRules(rules);
  }

  private static Rule rule(String text) {
    int equals = text.lastIndexOf('=');
    int at = text.lastIndexOf('@', equals);
    try {
      String name = text.substring(0, at < 0 ? equals : at);
      double ratio = Double.parseDouble(text.substring(equals + 1));
      if (!name.isEmpty() && ratio > 0 && ratio <= 1) {
        if (at < 0) {
          return new Rule(name, Long.MIN_VALUE, Long.MAX_VALUE, ratio);
        }
        String[] times = text.substring(at + 1, equals).split("/", -1);
        if (times.length == 2) {
          return new Rule(name, unixNanos(times[0]), unixNanos(times[1]), ratio);
        }
      }
    } catch (IndexOutOfBoundsException | NumberFormatException | DateTimeParseException e) {
      // told below, as whatever else is none
    }
    throw new IllegalArgumentException(
        "Invalid sampling rule: '" + text + "', not NAME=RATIO or NAME@FROM/TO=RATIO");
  }

  private static long unixNanos(String text) {
    Instant time = Instant.parse(text);
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }

  /** The weight of a trace, by what its root says and what is configured. */
  public SamplingWeight weight(String rootService, SamplerTags tags, long startUnixNanos) {
    SamplingWeight told = tags.weight();
    if (told.isKnown()) {
      return told;
    }
    for (Rule rule : rules) {
      if (rule.fits(rootService, tags.xrayRule(), startUnixNanos)) {
        return SamplingWeight.ofRatio(
            rule.ratio(), rule.name().startsWith(XRAY) ? Source.XRAY : Source.CONFIGURED);
      }
    }
    return SamplingWeight.UNKNOWN;
  }
}
