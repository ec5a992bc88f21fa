/**
 * An online shop that does not exist, with faults whose truth is known: a queueing simulation of
 * services, databases and a message queue that records itself as OpenTelemetry would. It knows
 * nothing of how the product judges its telemetry.
 */
package io.distributeddebug.simulation;
