/**
 * Isolation of transactions: whether a commit order exists that agrees with what they read, for
 * levels from read committed to serializable, and how a history that has none is told by its
 * anomalies. {@link io.distributeddebug.consistency.isolation.Isolation} is the way in.
 */
package io.distributeddebug.consistency.isolation;
