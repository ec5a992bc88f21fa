/** What telemetry is there, and how well it was recorded. */
package io.distributeddebug.coverage;
