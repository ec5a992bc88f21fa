package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;

/** Which operations a check sees together. */
public enum Grouping {
  /** Those of one entity; without a key there is none. */
  ENTITY {
    @Override
    public String key(StateEvent event) {
      return event.entity().hasKey() ? event.entity().type() + "\n" + event.entity().key() : "";
    }
  },
  /** Messages of one partition of a queue. */
  PARTITION {
    @Override
    public String key(StateEvent event) {
      boolean is = event.kind().isMessage() && !event.message().partition().isEmpty();
      return is ? event.message().destination() + "\n" + event.message().partition() : "";
    }
  },
  /** Locks that are kept in one place. */
  LOCK_PLACE {
    @Override
    public String key(StateEvent event) {
      boolean is =
          event.entity().hasKey()
              && (event.kind() == StateOperation.LOCK || event.kind() == StateOperation.UNLOCK);
      return is ? event.place() : "";
    }
  };

  /** Equal for those that come together; empty: not looked at. */
  public abstract String key(StateEvent event);
}
