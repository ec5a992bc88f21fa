package io.distributeddebug.flow;

/** One call of a service or virtual peer. */
public record Call(String caller, String callee, boolean isRepeat) {}
