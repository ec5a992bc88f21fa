package io.distributeddebug.trace;

import java.util.Locale;
import java.util.Set;

/** Which operation names say that they wait for a lock or a pool, as no attribute does. */
final class WaitNames {
  private static final Set<String> HELD_BY_OTHERS =
      Set.of("lock", "mutex", "semaphore", "latch", "permit", "pool", "connection");
  private static final Set<String> LOCKS = Set.of("lock", "mutex", "semaphore");
  private static final Set<String> WAITING =
      Set.of("wait", "waiting", "await", "acquire", "acquiring", "obtain", "get", "borrow", "take");

  private WaitNames() {}

  /**
   * Such as {@code pool.acquire}, {@code getConnection}, {@code wait for lock}; not "lock user".
   */
  static boolean isLock(String operation) {
    boolean held = false;
    boolean waits = false;
    int words = 0;
    boolean onlyLock = false;
    for (String word : operation.split("(?<=[a-z])(?=[A-Z])|[^A-Za-z]+", -1)) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (!lower.isEmpty()) {
        words++;
        held |= HELD_BY_OTHERS.contains(lower);
        waits |= WAITING.contains(lower);
        onlyLock = words == 1 && LOCKS.contains(lower);
      }
    }
    return onlyLock || (held && waits);
  }
}
