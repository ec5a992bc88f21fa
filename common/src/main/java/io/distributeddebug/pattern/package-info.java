/** What has changed between the two windows, one detector a file. */
package io.distributeddebug.pattern;
