/** What a span did, by a name that can be grouped: without the ids that spans carry. */
package io.distributeddebug.operation;
