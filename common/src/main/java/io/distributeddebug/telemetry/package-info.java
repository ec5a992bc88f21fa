/** What was recorded, and when: spans, logs and metric points as any archive format gives them. */
package io.distributeddebug.telemetry;
