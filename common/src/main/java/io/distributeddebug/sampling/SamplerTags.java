package io.distributeddebug.sampling;

import io.distributeddebug.sampling.SamplingWeight.Source;

/**
 * What the root of a trace says in attributes of how the trace was chosen. Texts are empty where
 * they are not recorded.
 *
 * @param jaegerType {@code sampler.type}; of these only {@code const} and {@code probabilistic}
 *     tell a probability
 * @param jaegerParam {@code sampler.param}
 * @param rate {@code SampleRate}, as Honeycomb's libraries and Refinery write it: one of so many
 * @param ratio {@code _dd.rule_psr} or {@code _dd.agent_psr}, as Datadog's libraries write it
 * @param xrayRule {@code aws.xray.sampling_rule_name}
 * @param tailPolicy {@code tailsampling.policy} or {@code meta.refinery.reason}: why a trace was
 *     kept after it had ended
 */
public record SamplerTags(
    String jaegerType,
    String jaegerParam,
    String rate,
    String ratio,
    String xrayRule,
    String tailPolicy) {
  public static final SamplerTags NONE = new SamplerTags("", "", "", "", "", "");

  private static final char SEPARATOR = '\u001f';

  /** The six in this order, with U+001F between; none where it is something else. */
  public static SamplerTags decode(String joined) {
    String[] parts = joined.split(String.valueOf(SEPARATOR), -1);
    return parts.length == 6
        ? new SamplerTags(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
        : NONE;
  }

  /** What the tags alone say. */
  SamplingWeight weight() {
    SamplingWeight weight =
        switch (jaegerType) {
          case "const", "probabilistic" ->
              SamplingWeight.ofRatio(number(jaegerParam), Source.JAEGER);
          default -> SamplingWeight.UNKNOWN;
        };
    if (!weight.isKnown()) {
      weight = SamplingWeight.ofRate(number(rate), Source.ATTRIBUTE);
    }
    return weight.isKnown() ? weight : SamplingWeight.ofRatio(number(ratio), Source.ATTRIBUTE);
  }

  /** NaN where it is none. */
  private static double number(String text) {
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }
}
