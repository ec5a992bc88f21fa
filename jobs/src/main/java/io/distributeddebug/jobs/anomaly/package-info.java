/** Traces that show the incident, and their lines. */
package io.distributeddebug.jobs.anomaly;
