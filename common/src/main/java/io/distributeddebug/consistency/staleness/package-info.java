/** How far behind reads are: {@link io.distributeddebug.consistency.staleness.Staleness}. */
package io.distributeddebug.consistency.staleness;
