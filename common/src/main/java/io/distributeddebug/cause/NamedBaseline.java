package io.distributeddebug.cause;

import io.distributeddebug.telemetry.Window;
import java.util.List;

/** What the user named as surely normal; it may depend on the assumed incident. */
@FunctionalInterface
public interface NamedBaseline {
  NamedBaseline NONE = incident -> List.of();

  List<Window> around(Window incident);
}
