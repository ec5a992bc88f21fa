package io.distributeddebug.jobs.lake;

import io.distributeddebug.telemetry.Window;

/**
 * Files that were ingested together: whole in the lake, or not to be seen.
 *
 * @param time earliest to latest time stored by it
 */
public record Batch(String id, Window time) {}
