/** What one trace says about each service on its way: invocations, gaps, self times, events. */
package io.distributeddebug.flow;
