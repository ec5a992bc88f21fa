/** What can have come before what, over traces: how far hosts' clocks are apart. */
package io.distributeddebug.causality;
