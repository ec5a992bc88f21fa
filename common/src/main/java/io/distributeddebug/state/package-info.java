/**
 * What the state of the system was: operations on entities found in telemetry ({@link
 * io.distributeddebug.state.StateEvent}), and what can be said of entities, places and instants
 * from them.
 */
package io.distributeddebug.state;
