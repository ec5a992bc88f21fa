package io.distributeddebug.simulation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The faults that can be asked for. */
public final class Faults {
  private static final List<Fault> ALL =
      List.of(
          new SlowDatabase(),
          new ExceptionAfterDeploy(),
          new NetworkDelay(),
          new CpuContention(),
          new PoolExhaustion(),
          new RetryStorm(),
          new WrongResult());

  private Faults() {}

  public static List<Fault> all() {
    return ALL;
  }

  /**
   * The fault with that name or kind; hyphens and underscores are the same.
   *
   * @throws IllegalArgumentException one line for the user, where there is none
   */
  public static Fault named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
    for (Fault fault : ALL) {
      if (fault.name().equals(wanted) || fault.kind().replace('_', '-').equals(wanted)) {
        return fault;
      }
    }
    throw new IllegalArgumentException(
        "Cannot find fault '"
            + name
            + "': there are "
            + ALL.stream().map(Fault::name).collect(Collectors.joining(", ")));
  }
}
