package io.distributeddebug.cause;

import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/** A changed step: its context and the event that became more frequent there. */
public final class Place implements Comparable<Place>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final Comparator<Place> ORDER =
      Comparator.comparing((Place place) -> place.context).thenComparing(place -> place.event);

  private final Context context;
  private final String event;

  Place(Context context, String event) {
    this.context = context;
    this.event = event;
  }

  /** As one text, that {@link #decode} reads. */
  public String encoded() {
    return FactKey.of(
            FactKind.STEP, context.service(), context.operation(), context.previous(), event)
        .text();
  }

  public static Place decode(String encoded) {
    List<String> parts = new FactKey(FactKind.STEP, encoded).parts();
    return new Place(new Context(parts.get(0), parts.get(1), parts.get(2)), parts.get(3));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place that && context.equals(that.context) && event.equals(that.event);
  }

  @Override
  public int hashCode() {
    return 31 * context.hashCode() + event.hashCode();
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return context + " -> " + event;
  }
}
