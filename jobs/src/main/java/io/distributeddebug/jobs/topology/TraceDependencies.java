package io.distributeddebug.jobs.topology;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.topology.CallKind;
import io.distributeddebug.topology.DependencyKey;
import io.distributeddebug.topology.DependencyTallies;
import io.distributeddebug.topology.DependencyTally;
import io.distributeddebug.trace.Call;
import io.distributeddebug.trace.Calls;
import io.distributeddebug.trace.Trace;

/** Adds the calls of whole traces to dependencies. */
public final class TraceDependencies {
  private TraceDependencies() {}

  public static void add(Trace trace, Detail detail, DependencyTallies tallies) {
    for (String service : trace.services()) {
      tallies.service(service);
    }
    for (Call call : Calls.of(trace)) {
      DependencyTally tally = tallies.of(key(call, detail), trace.startNanos(call.span()));
      tally.add(
          trace.id(),
          trace.startNanos(call.span()),
          call.durationNanos(),
          call.isError(),
          call.isTimeout());
      if (call.isRetry()) {
        tally.addRetry();
      }
      if (call.waitNanos() >= 0) {
        tally.addWait(call.waitNanos());
      }
    }
  }

  static DependencyKey key(Call call, Detail detail) {
    return new DependencyKey(
        call.caller(),
        call.callee(),
        kind(call),
        detail(call.callerOperation(), call.callerInstance(), detail),
        detail(call.calleeOperation(), call.calleeInstance(), detail));
  }

  private static String detail(String operation, String instance, Detail detail) {
    return switch (detail) {
      case SERVICE -> "";
      case OPERATION -> operation;
      case INSTANCE -> instance;
    };
  }

  private static CallKind kind(Call call) {
    if (call.way() != Call.Way.WAITED_FOR) {
      return CallKind.ASYNC;
    }
    return call.peerKind() == Peer.Kind.NONE
        ? CallKind.SYNC
        : CallKind.ofPeerKind(call.peerKind().label()).orElse(CallKind.EXTERNAL);
  }

  /** The key of a message that a consumer took out of a topic, as {@link #add} makes it. */
  static DependencyKey received(
      String topic, String service, String operation, String instance, Detail detail) {
    return new DependencyKey(
        topic, service, CallKind.ASYNC, "", detail(operation, instance, detail));
  }
}
