/** Log templates: which statement of the program wrote a line, whatever ids and numbers it has. */
package io.distributeddebug.logs;
