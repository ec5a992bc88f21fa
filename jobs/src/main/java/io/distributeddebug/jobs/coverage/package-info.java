/** What telemetry the lake holds, per service and minute, and how well it was recorded. */
package io.distributeddebug.jobs.coverage;
