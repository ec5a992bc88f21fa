/** TraceQL: questions about the shape and the attributes of traces, each answered on one trace. */
package io.distributeddebug.query;
