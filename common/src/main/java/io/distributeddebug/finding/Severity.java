package io.distributeddebug.finding;

/** How much a finding matters to the users of the system, least first. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL
}
