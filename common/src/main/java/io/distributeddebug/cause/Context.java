package io.distributeddebug.cause;

import io.distributeddebug.flow.Step;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Where in the flow a step was taken: a service's entry operation after a previous event; or
 * anywhere in the service's part of a trace, for one error event.
 *
 * @param previous the event before; of a context-free test the error event itself
 */
record Context(String service, String operation, String previous)
    implements Comparable<Context>, Serializable {
  private static final String ANYWHERE = "*";
  private static final Comparator<Context> ORDER =
      Comparator.comparing(Context::service)
          .thenComparing(Context::operation)
          .thenComparing(Context::previous);

  static Context of(Step step) {
    return new Context(step.service(), step.operation(), step.previous());
  }

  static Context anywhere(String service, String event) {
    return new Context(service, ANYWHERE, event);
  }

  boolean isAnywhere() {
    return operation.equals(ANYWHERE);
  }

  @Override
  public int compareTo(Context other) {
    return ORDER.compare(this, other);
  }
}
