package io.distributeddebug.jobs.state;

import io.distributeddebug.state.extract.StateMapping;

/**
 * What a house says of its entities.
 *
 * @param text as it was read: tells it from others
 */
public record HouseMapping(StateMapping mapping, String text) {
  public static final HouseMapping NONE = new HouseMapping(StateMapping.NONE, "");

  /** Names entities, rules or sagas of its own. */
  public boolean saysAnything() {
    return !mapping.entities().isEmpty()
        || !mapping.rules().isEmpty()
        || !mapping.sagas().isEmpty();
  }
}
