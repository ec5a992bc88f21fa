package io.distributeddebug.trace;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.Arrays;

/** What is recorded of each span, one array a field. */
final class Columns {
  private static final SpanKind[] KINDS = SpanKind.values();
  private static final StatusCode[] STATUSES = StatusCode.values();
  private static final Peer.Kind[] PEER_KINDS = Peer.Kind.values();

  long[] spanIds;
  long[] parentSpanIds;
  long[] starts;
  long[] ends;
  long[] contentHashes;
  byte[] kinds;
  byte[] statuses;
  byte[] peerKinds;
  boolean[] timeouts;
  String[] services;
  String[] instances;
  String[] versions;
  String[] operations;
  String[] peers;
  String[] hosts;

  Columns(int capacity) {
    spanIds = new long[capacity];
    parentSpanIds = new long[capacity];
    starts = new long[capacity];
    ends = new long[capacity];
    contentHashes = new long[capacity];
    kinds = new byte[capacity];
    statuses = new byte[capacity];
    peerKinds = new byte[capacity];
    timeouts = new boolean[capacity];
    services = new String[capacity];
    instances = new String[capacity];
    versions = new String[capacity];
    operations = new String[capacity];
    peers = new String[capacity];
    hosts = new String[capacity];
  }

  int capacity() {
    return spanIds.length;
  }

  void grow(int capacity) {
    spanIds = Arrays.copyOf(spanIds, capacity);
    parentSpanIds = Arrays.copyOf(parentSpanIds, capacity);
    starts = Arrays.copyOf(starts, capacity);
    ends = Arrays.copyOf(ends, capacity);
    contentHashes = Arrays.copyOf(contentHashes, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    statuses = Arrays.copyOf(statuses, capacity);
    peerKinds = Arrays.copyOf(peerKinds, capacity);
    timeouts = Arrays.copyOf(timeouts, capacity);
    services = Arrays.copyOf(services, capacity);
    instances = Arrays.copyOf(instances, capacity);
    versions = Arrays.copyOf(versions, capacity);
    operations = Arrays.copyOf(operations, capacity);
    peers = Arrays.copyOf(peers, capacity);
    hosts = Arrays.copyOf(hosts, capacity);
  }

  Columns inOrder(int[] rows) {
    int size = rows.length;
    Columns ordered = new Columns(size);
    for (int i = 0; i < size; i++) {
      int row = rows[i];
      ordered.spanIds[i] = spanIds[row];
      ordered.parentSpanIds[i] = parentSpanIds[row];
      ordered.starts[i] = starts[row];
      ordered.ends[i] = ends[row];
      ordered.contentHashes[i] = contentHashes[row];
      ordered.kinds[i] = kinds[row];
      ordered.statuses[i] = statuses[row];
      ordered.peerKinds[i] = peerKinds[row];
      ordered.timeouts[i] = timeouts[row];
      ordered.services[i] = services[row];
      ordered.instances[i] = instances[row];
      ordered.versions[i] = versions[row];
      ordered.operations[i] = operations[row];
      ordered.peers[i] = peers[row];
      ordered.hosts[i] = hosts[row];
    }
    return ordered;
  }

  @SuppressWarnings("EnumOrdinal") // read back by kind() of the same process only
  static byte code(SpanKind kind) {
    return (byte) kind.ordinal();
  }

  @SuppressWarnings("EnumOrdinal") // as above
  static byte code(StatusCode status) {
    return (byte) status.ordinal();
  }

  @SuppressWarnings("EnumOrdinal") // as above
  static byte code(Peer.Kind kind) {
    return (byte) kind.ordinal();
  }

  Peer.Kind peerKind(int row) {
    return PEER_KINDS[peerKinds[row]];
  }

  SpanKind kind(int row) {
    return KINDS[kinds[row]];
  }

  StatusCode status(int row) {
    return STATUSES[statuses[row]];
  }

  /**
   * Total over different contents: by start, the longer first, then whatever tells two spans apart.
   * 0 only for spans that are the same in every field.
   */
  int compare(int a, int b) {
    int order = Long.compare(starts[a], starts[b]);
    order = order != 0 ? order : Long.compare(ends[b], ends[a]);
    order = order != 0 ? order : Long.compareUnsigned(spanIds[a], spanIds[b]);
    order = order != 0 ? order : Long.compareUnsigned(parentSpanIds[a], parentSpanIds[b]);
    order = order != 0 ? order : Byte.compare(kinds[a], kinds[b]);
    order = order != 0 ? order : Byte.compare(statuses[a], statuses[b]);
    order = order != 0 ? order : services[a].compareTo(services[b]);
    order = order != 0 ? order : instances[a].compareTo(instances[b]);
    order = order != 0 ? order : operations[a].compareTo(operations[b]);
    order = order != 0 ? order : versions[a].compareTo(versions[b]);
    order = order != 0 ? order : peers[a].compareTo(peers[b]);
    order = order != 0 ? order : Byte.compare(peerKinds[a], peerKinds[b]);
    order = order != 0 ? order : hosts[a].compareTo(hosts[b]);
    order = order != 0 ? order : Boolean.compare(timeouts[a], timeouts[b]);
    return order != 0 ? order : Long.compare(contentHashes[a], contentHashes[b]);
  }
}
