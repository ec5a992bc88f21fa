/** Ranks what caused an incident: one pass over its traces, one more to ask who came first. */
package io.distributeddebug.jobs.cause;
