/** Operations on state, found in all traces and kept by entity, and the questions asked of them. */
package io.distributeddebug.jobs.state;
