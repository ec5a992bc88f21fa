package io.distributeddebug.state.check;

import io.distributeddebug.state.extract.StateMapping;
import java.io.Serializable;

/**
 * What a check may know besides the operations.
 *
 * @param endUnixNanos when the record ends: what was not there by then may have come later
 */
public record CheckScope(StateMapping mapping, long endUnixNanos) implements Serializable {}
