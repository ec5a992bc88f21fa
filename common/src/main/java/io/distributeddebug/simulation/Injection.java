package io.distributeddebug.simulation;

/** A fault that has chosen its target: what it does and what a right answer is. */
record Injection(Disturbance disturbance, InjectedFault truth) {}
