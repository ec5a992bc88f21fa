/** Log templates counted per window; the lines of a trace. */
package io.distributeddebug.jobs.logs;
