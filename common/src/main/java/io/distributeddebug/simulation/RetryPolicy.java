package io.distributeddebug.simulation;

/**
 * How long a caller waits and how often it tries.
 *
 * @param attempts the first included
 */
record RetryPolicy(int attempts, double timeoutMillis, double backoffMillis) {
  static final RetryPolicy ONCE = new RetryPolicy(1, 3_000, 0);
  static final RetryPolicy TWICE = new RetryPolicy(2, 1_500, 40);
}
