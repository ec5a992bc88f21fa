/** Writes the telemetry of the simulated shop as an archive, part by part, as a Spark job. */
package io.distributeddebug.jobs.simulation;
