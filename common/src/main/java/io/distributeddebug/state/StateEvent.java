package io.distributeddebug.state;

import io.distributeddebug.history.Outcome;
import java.util.Optional;

/**
 * One operation on one entity at one place, as telemetry shows it.
 *
 * @param place the copy that it works on, such as {@code orders-db} or {@code orders-cache}
 * @param field the part of the entity; empty: the whole
 * @param outcome FAIL: surely without effect. UNKNOWN: it may take effect at any time after its
 *     invocation, or never
 * @param outcomeReason what tells that it failed, or why it is not known; else empty
 * @param epoch term, fencing token or ballot; {@link #NO_NUMBER} where there is none
 */
public record StateEvent(
    EntityRef entity,
    String place,
    String field,
    StateOperation kind,
    Content content,
    Interval interval,
    Outcome outcome,
    String outcomeReason,
    Actor actor,
    Message message,
    long epoch,
    Origin origin) {
  public static final long NO_NUMBER = -1;

  /** The value of what is not there, as a read without a row found it. */
  public static final String ABSENT = "\u2205";

  /**
   * What was there and is there. Longer values are kept as {@code #} with hash and length: equality
   * is all that is asked of them.
   *
   * @param value written or read
   * @param before what the operation found, where it says so
   * @param expected what a cas wanted to find
   * @param version of the value written or read; empty where none is known
   * @param expectedVersion what a cas wanted to find; empty where it does not name one
   */
  public record Content(
      Optional<String> value,
      Optional<String> before,
      Optional<String> expected,
      String version,
      VersionSource versionSource,
      String expectedVersion) {
    public static final Content NONE =
        new Content(
            Optional.empty(), Optional.empty(), Optional.empty(), "", VersionSource.NONE, "");
  }

  /**
   * From invocation to completion on the recording host's clock.
   *
   * @param clockOffsetNanos how far that clock is ahead of the reference's; 0 where not known
   * @param uncertaintyNanos the true offset is no further from this
   */
  public record Interval(
      long invokeUnixNanos, long completeUnixNanos, long clockOffsetNanos, long uncertaintyNanos) {

    public long invoked() {
      return invokeUnixNanos - clockOffsetNanos;
    }

    public long completed() {
      return completeUnixNanos - clockOffsetNanos;
    }
  }

  /**
   * Who does it.
   *
   * @param host whose clock it is
   * @param session in which operations follow one another for a user; at least the trace
   * @param sessionSource the attribute that names it, or {@code trace}
   * @param transaction empty where it stands alone
   * @param transactionSource {@code explicit}, {@code begin} or empty
   */
  public record Actor(
      String service,
      String instance,
      String host,
      String session,
      String sessionSource,
      String transaction,
      String transactionSource) {}

  /**
   * The message that a queue's operation is about.
   *
   * @param partition empty where there is none
   * @param offset {@link #NO_NUMBER} where there is none
   * @param deliveryAttempt 1 for the first, {@link #NO_NUMBER} where it is not told
   */
  public record Message(
      String destination,
      String partition,
      long offset,
      String id,
      String consumerGroup,
      long deliveryAttempt) {
    public static final Message NONE = new Message("", "", NO_NUMBER, "", "", NO_NUMBER);
  }

  /**
   * What it was found in.
   *
   * @param spanId empty where a log line without a span tells it
   * @param rule the rule that found it
   * @param confidence 0..1
   * @param keySource {@code signal}, or {@code trace} where the key was taken from around it; empty
   *     without a key
   */
  public record Origin(
      String traceId, String spanId, String rule, double confidence, String keySource) {}

  /** The same, with what is known of its host's clock. */
  public StateEvent onClock(long offsetNanos, long uncertaintyNanos) {
    return new StateEvent(
        entity,
        place,
        field,
        kind,
        content,
        new Interval(
            interval.invokeUnixNanos, interval.completeUnixNanos, offsetNanos, uncertaintyNanos),
        outcome,
        outcomeReason,
        actor,
        message,
        epoch,
        origin);
  }

  public Tier tier() {
    if (!entity.hasKey()) {
      return Tier.COLLECTIONS;
    }
    boolean says =
        content.value().isPresent()
            || !content.version().isEmpty()
            || kind.needsNoValue()
            || (kind.isMessage() && (message.offset() != NO_NUMBER || !message.id().isEmpty()));
    return says ? Tier.VALUES : Tier.KEYS;
  }
}
