package io.distributeddebug.cause;

import java.io.Serializable;
import java.util.Comparator;

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
