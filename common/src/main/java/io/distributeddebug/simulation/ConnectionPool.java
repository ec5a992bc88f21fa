package io.distributeddebug.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** The connections that one instance keeps to one database; who finds none free waits in line. */
final class ConnectionPool {
  /** Two seconds, then the handler gives up. */
  static final long PATIENCE_NANOS = 2_000_000_000L;

  /** What becomes of somebody who wants a connection. */
  interface Waiter {
    void served(long now);

    void refused(long now);
  }

  private static final class Ticket {
    final Waiter waiter;
    boolean open = true;

    Ticket(Waiter waiter) {
      this.waiter = waiter;
    }
  }

  private final Calendar calendar;
  private final Backend backend;
  private final int limit;
  private final Deque<Ticket> line = new ArrayDeque<>();
  private int used;
  private int waiting;

  ConnectionPool(Calendar calendar, Backend backend, int limit) {
    this.calendar = calendar;
    this.backend = backend;
    this.limit = limit;
  }

  Backend backend() {
    return backend;
  }

  int limit() {
    return limit;
  }

  int used() {
    return used;
  }

  int waiting() {
    return waiting;
  }

  void acquire(long now, Waiter waiter) {
    if (used < limit) {
      used++;
      waiter.served(now);
      return;
    }
    Ticket ticket = new Ticket(waiter);
    line.add(ticket);
    waiting++;
    calendar.enter(now + PATIENCE_NANOS, time -> giveUp(ticket, time));
  }

  void release(long now) {
    for (Ticket next = line.poll(); next != null; next = line.poll()) {
      if (next.open) {
        next.open = false;
        waiting--;
        next.waiter.served(now);
        return;
      }
    }
    used--;
  }

  private void giveUp(Ticket ticket, long now) {
    if (ticket.open) {
      ticket.open = false;
      waiting--;
      ticket.waiter.refused(now);
    }
  }
}
