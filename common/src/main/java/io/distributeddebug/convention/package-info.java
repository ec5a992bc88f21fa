/**
 * One model, however it was recorded: older names of attributes and resources folded into
 * OpenTelemetry's stable ones, the same for all archive formats.
 */
package io.distributeddebug.convention;
