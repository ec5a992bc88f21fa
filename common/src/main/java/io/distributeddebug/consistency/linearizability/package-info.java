/**
 * Linearizability, key by key: does an order of the operations exist that agrees with real time and
 * in which each returned what it had to? {@link
 * io.distributeddebug.consistency.linearizability.Linearizability} picks the cheapest exact way.
 */
package io.distributeddebug.consistency.linearizability;
