package io.distributeddebug.cause;

import java.util.List;

/** The signals in use. Adding one is one class and one line here. */
final class Signals {
  private Signals() {}

  static List<Signal> standard() {
    return List.of(new ResourceSignal(), new GapSignal(), new SelfSignal(), new FlowSignal());
  }
}
