package io.distributeddebug.cause;

import java.util.ArrayList;
import java.util.List;

/**
 * Scores as shares of belief. "None of these" always competes, with a score of its own, so that
 * weak evidence stays unconvincing even where nothing else is there.
 */
final class Confidence {
  private static final double TEMPERATURE = 2;
  private static final double NONE_OF_THESE = 4;
  private static final double LARGEST_EXPONENT = 50;

  private Confidence() {}

  /** The confidence of each score, in the order given; they sum up to less than 1. */
  static List<Double> of(List<Double> scores) {
    double total = Math.exp(NONE_OF_THESE / TEMPERATURE);
    for (double score : scores) {
      total += weight(score);
    }
    List<Double> confidences = new ArrayList<>();
    for (double score : scores) {
      confidences.add(weight(score) / total);
    }
    return confidences;
  }

  private static double weight(double score) {
    return Math.expm1(Math.min(LARGEST_EXPONENT, score / TEMPERATURE));
  }
}
