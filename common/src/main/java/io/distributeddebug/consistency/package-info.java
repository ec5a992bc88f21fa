/**
 * Whether a history kept a promise of consistency: {@link io.distributeddebug.consistency.Verdict}
 * is the answer, and what breaks a promise is shown by a {@link
 * io.distributeddebug.consistency.Counterexample} that was checked a second time by other code.
 */
package io.distributeddebug.consistency;
