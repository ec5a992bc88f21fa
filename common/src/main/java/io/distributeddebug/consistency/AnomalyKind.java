package io.distributeddebug.consistency;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every kind of anomaly that the checkers report, the worst of a family first, and what a person
 * should know of it. Each has a page in {@code docs/explanation/anomalies}.
 */
public enum AnomalyKind {
  GARBAGE_READ(
      "garbage-read",
      "garbage read",
      "a client was given a value that nobody had written",
      "Somebody made it up, or wrote it past the record: look for writers that "
          + "are not recorded (migrations, batch jobs, other tenants), then for "
          + "corruption or a wrong key."),
  FUTURE_READ(
      "future-read",
      "read of the future",
      "a value was seen before it was written",
      "A transaction saw what it wrote only later, or the clocks of the record "
          + "are wrong: check how times are taken, then whether writes are applied "
          + "before they are acknowledged and retried."),
  INTERNAL(
      "internal",
      "own write not seen",
      "a transaction did not see its own last write",
      "Reads inside a transaction go to another connection, replica or cache "
          + "than its writes: send both through the same handle."),
  G1A(
      "G1a",
      "dirty read",
      "a value was seen that was rolled back later, so whoever saw it acted on "
          + "something that never happened",
      "Read at read committed or above; look for caches and events that are "
          + "filled before the commit."),
  G1B(
      "G1b",
      "intermediate read",
      "a value was seen that its writer replaced before it ended",
      "Read at read committed or above; publish and cache only what was " + "committed."),
  DUPLICATE_ELEMENTS(
      "duplicate-elements",
      "duplicate element",
      "something was done twice that was asked for once",
      "A retry without an idempotency key is the usual reason: give each "
          + "attempt of a request the same key and drop the second."),
  INCOMPATIBLE_ORDER(
      "incompatible-order",
      "lists that contradict each other",
      "two readers saw the same changes in different orders, or an earlier "
          + "change was lost while a later one stayed",
      "Replicas applied changes in different orders (split brain, last writer "
          + "wins, a restore): find the replicas behind the two reads, and let one "
          + "leader order the writes."),
  G0(
      "G0",
      "dirty write",
      "two transactions overwrote each other's writes half and half, so that "
          + "what is stored is a mixture of both",
      "Hold write locks until commit; where several stores are written, use one "
          + "transaction or a saga with a fixed order."),
  G1C(
      "G1c",
      "circular information flow",
      "each of some transactions saw what another wrote, in a circle, as if "
          + "each had run before the other",
      "Do not read from transactions that are under way: read committed or "
          + "above, on one leader; look for reads that go round the transaction."),
  NON_MONOTONIC_READ(
      "non-monotonic-read",
      "non-monotonic read",
      "a transaction had seen what another wrote, and then read something older "
          + "than that one's writes",
      "Its reads went to replicas that are not equally far: pin a transaction "
          + "to one replica or snapshot."),
  FRACTURED_READ(
      "fractured-read",
      "fractured read",
      "a transaction saw one part of another's writes and missed the rest",
      "Read all keys from one snapshot; where keys live in several stores, "
          + "carry a version along and read again what is older."),
  NON_REPEATABLE_READ(
      "non-repeatable-read",
      "non-repeatable read",
      "a transaction read one key twice and saw two versions",
      "Read from one snapshot (repeatable read or above), or read once and keep " + "the value."),
  CAUSALITY_VIOLATION(
      "causality-violation",
      "broken causality",
      "somebody saw an effect and then not its cause",
      "Pass the version or time of what was seen along with the request "
          + "(session token, read-after timestamp), and let replicas wait for it."),
  G_SINGLE(
      "G-single",
      "read skew",
      "a transaction missed what another wrote, and yet depends on it: it saw "
          + "two points in time at once",
      "Read from one snapshot: snapshot isolation or above; on replicas, read "
          + "all keys as of one position."),
  G_NONADJACENT(
      "G-nonadjacent",
      "several missed writes",
      "transactions missed each other's writes, with something seen in between, "
          + "which no snapshot allows",
      "As for read skew: snapshot isolation or above, with real snapshots " + "across all shards."),
  LOST_UPDATE(
      "lost-update",
      "lost update",
      "two read the same version and both replaced it: the first change is gone "
          + "without a trace",
      "Write with a condition (UPDATE .. WHERE version = ?, If-Match, "
          + "compare-and-set), lock with SELECT .. FOR UPDATE, or let the store "
          + "compute (SET n = n + 1)."),
  G2_ITEM(
      "G2-item",
      "write skew and the like",
      "each of some transactions decided on what another was about to change, "
          + "so a rule over several keys can be broken though each kept it",
      "Run them serializable, or make them meet: lock or write a row that both "
          + "have to touch, or put the rule into a constraint."),
  NO_SNAPSHOTS(
      "no-snapshots",
      "no snapshots",
      "no way of giving each transaction one snapshot explains what they read",
      "Check that the store really runs at snapshot isolation, for each "
          + "statement and each shard; look at reads from replicas first."),
  NOT_SERIALIZABLE(
      "not-serializable",
      "not serializable",
      "no order of the transactions explains what they read",
      "Check that the store really runs serializable, for each session; look "
          + "for statements outside of transactions."),
  READ_YOUR_WRITES(
      "read-your-writes",
      "own write not read back",
      "a session read an older version than it had written itself",
      "Send a session's reads to where it wrote, or make replicas wait for its "
          + "last write (session token); expire caches on write."),
  MONOTONIC_READS(
      "monotonic-reads",
      "read that went back",
      "a session saw a newer version and then an older one",
      "Keep a session on one replica, or let it carry the version it has seen; "
          + "look at load balancing between replicas and caches."),
  MONOTONIC_WRITES(
      "monotonic-writes",
      "writes out of order",
      "a session's later write lies below its earlier one, which therefore won",
      "Send a session's writes through one queue or leader; do not decide by "
          + "wall clocks who wrote last."),
  WRITES_FOLLOW_READS(
      "writes-follow-reads",
      "write below what was read",
      "a session read a version and wrote, and its write lies below that " + "version",
      "Carry the version that was read with the write, and let replicas apply "
          + "them in that order."),
  NOT_LINEARIZABLE(
      "not-linearizable",
      "not linearizable",
      "the answers contradict the order in which the operations really ran: "
          + "somebody saw an old state after a newer one was acknowledged, or one "
          + "that never was",
      "Reads from a follower, a cache or a leader that had been replaced are "
          + "the usual reasons: read through the leader or with a quorum, and fence "
          + "old leaders.");

  private static final String[] CLOSED_BY = {"-process", "-realtime"};

  private final String word;
  private final String title;
  private final String meaning;
  private final String advice;

  AnomalyKind(String word, String title, String meaning, String advice) {
    this.word = word;
    this.title = title;
    this.meaning = meaning;
    this.advice = advice;
  }

  /** The kind of an anomaly, whether or not it needs the order of a session, or real time. */
  public static Optional<AnomalyKind> of(String kind) {
    String bare = kind;
    for (String end : CLOSED_BY) {
      bare = bare.endsWith(end) ? bare.substring(0, bare.length() - end.length()) : bare;
    }
    String wanted = bare;
    return Arrays.stream(values()).filter(known -> known.word.equals(wanted)).findFirst();
  }

  /** Its plain name as results write it, such as {@code dirty-read}. */
  public String plainWord() {
    return title.replace(' ', '-');
  }

  /** As results name it, such as {@code G1a}. */
  public String word() {
    return word;
  }

  /** Its name in plain words, such as {@code dirty read}. */
  public String title() {
    return title;
  }

  /** What happened, as the end of a sentence. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }

  /** The page about it, from the root of the repository. */
  public String page() {
    return "docs/explanation/anomalies/" + word + ".md";
  }
}
