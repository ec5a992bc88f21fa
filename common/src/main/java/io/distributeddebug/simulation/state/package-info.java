/**
 * A small system whose state can be told from its telemetry: replicated accounts, orders with
 * messages and a saga, locks and an elected leader; with one switchable fault for each way in which
 * state goes wrong, and the harmless cases that look like it.
 */
package io.distributeddebug.simulation.state;
