package io.distributeddebug.incident;

import static io.distributeddebug.incident.Correlation.CAUSATION;
import static io.distributeddebug.incident.Correlation.DEPENDENCY;
import static io.distributeddebug.incident.Correlation.FLOW;
import static io.distributeddebug.incident.Correlation.TIMING;

import java.util.List;
import java.util.Locale;

/** What people complain of, the words they say it with, and which views it makes lead. */
public enum Symptom {
  TIMEOUT(
      "timeout|timeouts|time out|times out|timed out|timing out|deadline exceeded|504|408",
      TIMING,
      CAUSATION),
  SLOW(
      "slow|slower|slowly|slowness|slowdown|sluggish|hang|hangs|hanging|hung|takes long|took long"
          + "|takes forever|unresponsive|degraded",
      TIMING),
  LATENCY(
      "latency|latencies|p50|p90|p95|p99|response time|response times|delay|delays|delayed|lag",
      TIMING),
  ERROR(
      "error|errors|fail|fails|failed|failing|failure|failures|broken|5xx|500|502|503|error rate",
      CAUSATION),
  EXCEPTION(
      "exception|exceptions|stack trace|stacktrace|traceback|null pointer|nullpointerexception"
          + "|npe|panic|assertion",
      CAUSATION,
      FLOW),
  CASCADE(
      "cascade|cascades|cascading|domino|knock on|spreading|spreads|propagates|everything is down",
      DEPENDENCY,
      CAUSATION),
  RETRY("retry|retries|retrying|retried|retry storm|resend|resends", DEPENDENCY, CAUSATION),
  OVERLOAD(
      "overload|overloaded|traffic spike|too many requests|429|saturated|saturation|throttled"
          + "|throttling|rate limited|load spike",
      DEPENDENCY,
      TIMING),
  POOL(
      "connection pool|pool exhausted|pool exhaustion|out of connections|no connections"
          + "|thread pool|too many connections",
      TIMING,
      CAUSATION),
  DEADLOCK("deadlock|deadlocks|deadlocked|livelock", TIMING, FLOW),
  LOCK("lock contention|lock wait|lock timeout|blocked|locked|contention", TIMING, FLOW),
  RACE("race|race condition|races|out of order|wrong order|reordered", FLOW, TIMING),
  INCONSISTENT(
      "inconsistent|inconsistency|inconsistencies|wrong result|wrong results|incorrect|mismatch"
          + "|corrupt|corrupted|corruption|diverged|differs",
      FLOW,
      CAUSATION),
  DUPLICATE(
      "duplicate|duplicates|duplicated|twice|double charged|charged twice|double", FLOW, CAUSATION),
  STALE("stale|staleness|outdated|old data|not up to date|old value", FLOW, TIMING),
  MISSING(
      "missing|lost|vanished|disappeared|dropped|never arrives|never arrived|not delivered",
      FLOW,
      DEPENDENCY),
  PARTITION(
      "partition|partitioned|network partition|unreachable|network split|isolated",
      DEPENDENCY,
      FLOW),
  SPLIT_BRAIN("split brain|two leaders|two masters|leader election", FLOW, DEPENDENCY),
  NETWORK(
      "network|packet loss|connection refused|connection reset|connection errors|dns|no route",
      DEPENDENCY,
      TIMING),
  CRASH(
      "crash|crashes|crashed|crashing|restart|restarts|restarted|restarting|crashloop|killed|down"
          + "|outage|unavailable",
      CAUSATION,
      DEPENDENCY),
  MEMORY("memory|oom|out of memory|heap|gc|garbage collection|memory leak", CAUSATION, TIMING),
  CPU("cpu|processor|load average", CAUSATION, TIMING),
  DISK("disk|disk full|io wait|iops|no space", CAUSATION, TIMING),
  DATABASE("slow query|slow queries|query|queries|sql", TIMING, DEPENDENCY),
  BACKLOG("backlog|queue grows|queue is growing|consumer lag|piling up|queued", TIMING, FLOW),
  DEPLOYMENT(
      "deploy|deploys|deployed|deployment|release|released|rollout|rolled out|new version|upgrade"
          + "|upgraded|after the update",
      DEPENDENCY,
      CAUSATION),
  CONFIGURATION("configuration|config|config change|feature flag|setting", DEPENDENCY, CAUSATION);

  private final String phrases;
  private final Correlation first;
  private final Correlation second;

  Symptom(String phrases, Correlation only) {
    this(phrases, only, only);
  }

  Symptom(String phrases, Correlation first, Correlation second) {
    this.phrases = phrases;
    this.first = first;
    this.second = second;
  }

  /** As reports and the terminal name it: {@code split brain}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The views that it makes lead, the most telling first. */
  public List<Correlation> leads() {
    return first == second ? List.of(first) : List.of(first, second);
  }

  List<String> phrases() {
    return List.of(phrases.split("\\|"));
  }
}
