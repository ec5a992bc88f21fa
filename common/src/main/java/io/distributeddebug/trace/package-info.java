/** One trace: assembly from whatever arrived, clock skew, critical path, latency breakdown. */
package io.distributeddebug.trace;
