/** What the user asks: the issue description and the options, read into times and names. */
package io.distributeddebug.incident;
