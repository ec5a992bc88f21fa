/**
 * Which operations on state telemetry shows: {@link
 * io.distributeddebug.state.extract.StateExtractor} asks rules, the first that knows a span
 * decides.
 */
package io.distributeddebug.state.extract;
