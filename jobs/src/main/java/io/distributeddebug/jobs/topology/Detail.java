package io.distributeddebug.jobs.topology;

/** What tells the ends of a dependency apart beside the service. */
public enum Detail {
  SERVICE,
  OPERATION,
  INSTANCE
}
