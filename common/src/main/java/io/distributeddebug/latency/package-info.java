/**
 * Where the time goes: requests of operations and calls between services, added up per window, and
 * each request's duration taken apart.
 */
package io.distributeddebug.latency;
