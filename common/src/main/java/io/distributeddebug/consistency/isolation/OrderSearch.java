package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Meter;
import java.util.BitSet;

/**
 * Looks for an order of the events in which every transaction reads the latest version of each key
 * that was written before. Whether an event may come next depends only on which events have come so
 * far, not on their order; so each such set is visited once (Biswas and Enea, 2019).
 *
 * <pre>
 *   a write of x may come when all that read the version of x in force have done so;
 *   a read of one who will write x may come when nobody who has read is still to write x
 * </pre>
 *
 * What can do no harm is done at once: reads of those who write nothing, and commits.
 */
final class OrderSearch {
  /** How a search ended. */
  enum End {
    FOUND_AN_ORDER,
    THERE_IS_NONE,
    BUDGET_USED_UP
  }

  private final Transactions transactions;
  private final StrongLevel level;
  private final Meter meter;
  private final Successors successors;
  private final int[] waitingFor;
  private final int[] inForce;
  private final int[] readersLeft;
  private final int[] writing;
  private final int[] writersLeft;
  private final boolean[] done;
  private final int[] atRank;
  private final int[] rankOf;
  private final BitSet ready = new BitSet();
  private final BitSet begun = new BitSet();
  private final VersionReaders readers;
  private final PlacedSets visited = new PlacedSets();
  private final IntList trail = new IntList();
  private final IntList choiceAt = new IntList();
  private final IntList choice = new IntList();
  private int left;
  private long hash;
  private long secondHash;

  private OrderSearch(Transactions transactions, StrongLevel level, EventOrder order, Meter meter) {
    this.transactions = transactions;
    this.level = level;
    this.meter = meter;
    this.readers = new VersionReaders(transactions);
    this.successors = order.successors();
    this.waitingFor = successors.incoming();
    this.done = new boolean[order.events()];
    this.inForce = new int[transactions.keys()];
    this.readersLeft = new int[transactions.keys()];
    this.writing = new int[transactions.keys()];
    this.writersLeft = new int[transactions.keys()];
    this.atRank = order.ranked();
    this.rankOf = new int[transactions.size()];
    for (int rank = 0; rank < atRank.length; rank++) {
      rankOf[atRank[rank]] = rank;
    }
    for (int key = 0; key < transactions.keys(); key++) {
      readersLeft[key] = readers.count(Transactions.INITIAL, key);
    }
  }

  static End run(Transactions transactions, StrongLevel level, EventOrder order, Meter meter) {
    return new OrderSearch(transactions, level, order, meter).run();
  }

  private End run() {
    for (int t = 1; t < transactions.size(); t++) {
      left++;
      countWriter(t, 1);
    }
    release(level.writes(Transactions.INITIAL));
    placeHarmless();
    int candidate = 0;
    while (left > 0) {
      int chosen = nextChoice(candidate);
      if (!meter.step() || !meter.fits(visited.bytesToGrow())) {
        return End.BUDGET_USED_UP;
      }
      if (chosen < 0) {
        if (choice.size() == 0) {
          return End.THERE_IS_NONE;
        }
        candidate = takeBack() + 1;
        continue;
      }
      choice.add(chosen);
      choiceAt.add(trail.size());
      begin(atRank[chosen]);
      placeHarmless();
      candidate = visited.add(hash, secondHash) ? 0 : takeBack() + 1;
    }
    return End.FOUND_AN_ORDER;
  }

  private void countWriter(int t, int change) {
    for (int w = transactions.firstWrite(t); w < transactions.endOfWrites(t); w++) {
      writersLeft[transactions.writeKey(w)] += change;
    }
  }

  /** The rank of the next transaction, from a rank on, that may read now. */
  private int nextChoice(int from) {
    for (int rank = ready.nextSetBit(from); rank >= 0; rank = ready.nextSetBit(rank + 1)) {
      if (mayBegin(atRank[rank])) {
        return rank;
      }
    }
    return -1;
  }

  private boolean mayBegin(int t) {
    if (waitingFor[level.reads(t)] > 0) {
      return false;
    }
    if (level.reads(t) == level.writes(t)) {
      return mayCommit(t);
    }
    for (int w = transactions.firstWrite(t); w < transactions.endOfWrites(t); w++) {
      if (writing[transactions.writeKey(w)] > 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether everybody else has read the versions that its writes replace. */
  private boolean mayCommit(int t) {
    if (waitingFor[level.writes(t)] > 0) {
      return false;
    }
    boolean together = level.reads(t) == level.writes(t);
    for (int w = transactions.firstWrite(t); w < transactions.endOfWrites(t); w++) {
      int key = transactions.writeKey(w);
      int own = together && readers.reads(t, key, inForce[key]) ? 1 : 0;
      if (readersLeft[key] > own) {
        return false;
      }
    }
    return true;
  }

  /**
   * Places what changes nothing for the others, again and again: commits, and who writes no key
   * that another is still to write.
   */
  private void placeHarmless() {
    boolean placed;
    do {
      placed = false;
      for (int rank = begun.nextSetBit(0); rank >= 0; rank = begun.nextSetBit(rank + 1)) {
        if (mayCommit(atRank[rank])) {
          commit(atRank[rank]);
          placed = true;
        }
      }
      for (int rank = ready.nextSetBit(0); rank >= 0; rank = ready.nextSetBit(rank + 1)) {
        if (isLastWriter(atRank[rank]) && mayBegin(atRank[rank])) {
          begin(atRank[rank]);
          placed = true;
        }
      }
    } while (placed);
  }

  private boolean isLastWriter(int t) {
    for (int w = transactions.firstWrite(t); w < transactions.endOfWrites(t); w++) {
      if (writersLeft[transactions.writeKey(w)] > 1) {
        return false;
      }
    }
    return true;
  }

  private void begin(int t) {
    place(level.reads(t));
    ready.clear(rankOf[t]);
    for (int i = readers.first(t); i < readers.end(t); i++) {
      readersLeft[readers.key(i)]--;
    }
    if (level.reads(t) == level.writes(t)) {
      write(t);
    } else {
      begun.set(rankOf[t]);
      for (int w = transactions.firstWrite(t); w < transactions.endOfWrites(t); w++) {
        writing[transactions.writeKey(w)]++;
      }
    }
  }

  private void commit(int t) {
    place(level.writes(t));
    begun.clear(rankOf[t]);
    for (int w = transactions.firstWrite(t); w < transactions.endOfWrites(t); w++) {
      writing[transactions.writeKey(w)]--;
    }
    write(t);
  }

  private void write(int t) {
    left--;
    countWriter(t, -1);
    for (int w = transactions.firstWrite(t); w < transactions.endOfWrites(t); w++) {
      int key = transactions.writeKey(w);
      trail.add(inForce[key]);
      inForce[key] = t;
      readersLeft[key] = readers.count(t, key);
    }
    trail.add(t);
  }

  private void place(int event) {
    done[event] = true;
    hash ^= PlacedSets.mixed(event);
    secondHash ^= PlacedSets.mixed(~event);
    release(event);
    trail.add(-1 - event);
  }

  private void release(int event) {
    for (int i = successors.first(event); i < successors.end(event); i++) {
      int later = successors.successor(i);
      if (--waitingFor[later] == 0 && isRead(later)) {
        ready.set(rankOf[transaction(later)]);
      }
    }
  }

  /** Undoes all since the last choice, and returns it. */
  private int takeBack() {
    int mark = choiceAt.get(choiceAt.size() - 1);
    choiceAt.removeLast();
    while (trail.size() > mark) {
      int entry = trail.get(trail.size() - 1);
      trail.removeLast();
      if (entry >= 0) {
        unwrite(entry);
      } else {
        unplace(-1 - entry);
      }
    }
    int chosen = choice.get(choice.size() - 1);
    choice.removeLast();
    return chosen;
  }

  private void unwrite(int t) {
    left++;
    countWriter(t, 1);
    for (int w = transactions.endOfWrites(t) - 1; w >= transactions.firstWrite(t); w--) {
      int key = transactions.writeKey(w);
      inForce[key] = trail.get(trail.size() - 1);
      trail.removeLast();
      // All others had read it, or it could not have been replaced.
      readersLeft[key] = 0;
    }
  }

  private void unplace(int event) {
    done[event] = false;
    hash ^= PlacedSets.mixed(event);
    secondHash ^= PlacedSets.mixed(~event);
    for (int i = successors.first(event); i < successors.end(event); i++) {
      int later = successors.successor(i);
      if (waitingFor[later]++ == 0 && isRead(later)) {
        ready.clear(rankOf[transaction(later)]);
      }
    }
    int t = transaction(event);
    boolean together = level.reads(t) == level.writes(t);
    if (isRead(event)) {
      ready.set(rankOf[t]);
      begun.clear(rankOf[t]);
      for (int i = readers.first(t); i < readers.end(t); i++) {
        readersLeft[readers.key(i)]++;
      }
    } else {
      begun.set(rankOf[t]);
    }
    for (int w = transactions.firstWrite(t); !together && w < transactions.endOfWrites(t); w++) {
      writing[transactions.writeKey(w)] += isRead(event) ? -1 : 1;
    }
  }

  private int transaction(int event) {
    return level == StrongLevel.SERIALIZABLE ? event : event / 2;
  }

  private boolean isRead(int event) {
    return event == level.reads(transaction(event));
  }
}
