/**
 * What a session may take for granted of the keys it reads and writes: {@link
 * io.distributeddebug.consistency.session.SessionGuarantees}.
 */
package io.distributeddebug.consistency.session;
