/** Two sets of traces side by side: what one has, does or takes that the other does not. */
package io.distributeddebug.comparison;
