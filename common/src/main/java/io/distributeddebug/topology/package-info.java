/** The graph of services and operations: who calls whom, who is affected, who depends on itself. */
package io.distributeddebug.topology;
