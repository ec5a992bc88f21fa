package io.distributeddebug.cause;

import io.distributeddebug.flow.Tally;
import java.io.Serializable;
import java.util.HashMap;
import java.util.function.BiConsumer;

/** What the traces of an incident window leave unexplained of each changed step. */
public final class Unexplained implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<Place, Sum> sums = new HashMap<>();

  /** Fixed-point sum of shares over so many occurrences. */
  public record Sum(long shares, long count) implements Serializable {
    private Sum plus(Sum other) {
      return new Sum(shares + other.shares, count + other.count);
    }
  }

  public void add(Place place, long share) {
    add(place, new Sum(share, 1));
  }

  public void add(Place place, Sum sum) {
    sums.merge(place, sum, Sum::plus);
  }

  public void forEach(BiConsumer<Place, Sum> consumer) {
    sums.forEach(consumer);
  }

  /** Mean unexplained share of a place, 0..1. */
  double share(Place place) {
    Sum sum = sums.get(place);
    return sum == null ? 0 : (double) sum.shares() / Tally.ONE / sum.count();
  }
}
