/** Takes secrets and personal data out of telemetry before anything of it is written. */
package io.distributeddebug.redaction;
