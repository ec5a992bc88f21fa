package io.distributeddebug.latency;

import java.io.Serializable;

/**
 * A count, and what it stands for where not everything was recorded. Weights are added up as whole
 * thousandths, so that the sum does not depend on the order.
 */
final class WeightedCount implements Serializable {
  private static final long serialVersionUID = 1;
  private static final double PARTS = 1000;

  private long count;
  private long thousandths;

  void add(double weight) {
    count++;
    thousandths += Math.round(weight * PARTS);
  }

  void merge(WeightedCount other) {
    count += other.count;
    thousandths += other.thousandths;
  }

  long count() {
    return count;
  }

  double weighted() {
    return thousandths / PARTS;
  }
}
