/** How the state of one entity moved, and what it was at an instant. */
package io.distributeddebug.state.timeline;
