/** Signals, hypotheses and their ranking: what most likely caused an incident. */
package io.distributeddebug.cause;
