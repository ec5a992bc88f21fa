package io.distributeddebug.latency;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a call goes out: the name of the calling span, which is there whether or not the called
 * side has left one.
 */
public record CallSite(String service, String callOperation)
    implements Comparable<CallSite>, Serializable {
  private static final Comparator<CallSite> ORDER =
      Comparator.comparing(CallSite::service).thenComparing(CallSite::callOperation);

  @Override
  public int compareTo(CallSite other) {
    return ORDER.compare(this, other);
  }
}
