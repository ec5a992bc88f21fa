/** Requests and calls of whole traces, added up per window; where the time of operations goes. */
package io.distributeddebug.jobs.latency;
