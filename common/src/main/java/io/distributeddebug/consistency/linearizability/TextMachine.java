package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A key that holds a text, with read, write and append. A state is the last piece that was written
 * or appended, and the state it came behind; equal texts are one state.
 *
 * <pre>
 *   write "ab"   append "c"        state 1 = "ab"      state 2 = (1, "c") = "abc"
 * </pre>
 */
final class TextMachine implements StateMachine {
  private static final long MODULUS = (1L << 61) - 1;
  private static final long BASE = 0x1f3d5b79a2c4e687L % MODULUS;

  private static final long BYTES_A_STATE = 300;
  private static final long BYTES_A_TRANSITION = 90;

  private final History history;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Integer> parents = new ArrayList<>();
  private final List<Digest> digests = new ArrayList<>();
  private final Map<Digest, List<Integer>> statesByDigest = new HashMap<>();
  private final Map<Long, Integer> transitions = new HashMap<>();
  private final Map<Integer, Piece> piecesByValue = new HashMap<>();
  private final Map<Integer, Integer> statesByValue = new HashMap<>();

  /** Length and fingerprint of a text. */
  private record Digest(int length, long hash) {}

  private record Piece(String text, long hash, long power) {}

  TextMachine(History history) {
    this.history = history;
    state(-1, piece(History.NIL));
  }

  @Override
  public int initial() {
    return 0;
  }

  @Override
  public int apply(int state, Call call) {
    return switch (call.kind()) {
      case READ -> whole(call.value()) == state ? state : IMPOSSIBLE;
      case WRITE -> whole(call.value());
      case APPEND ->
          transitions.computeIfAbsent(
              ((long) state << 32) | call.value(), transition -> state(state, piece(call.value())));
      default -> throw new IllegalArgumentException("A text has no " + call.kind());
    };
  }

  @Override
  public long bytes() {
    return pieces.size() * BYTES_A_STATE + transitions.size() * BYTES_A_TRANSITION;
  }

  private int whole(int value) {
    return statesByValue.computeIfAbsent(value, number -> state(-1, piece(number)));
  }

  private int state(int parent, Piece piece) {
    Digest digest = parent < 0 ? digest(piece) : joined(digests.get(parent), piece);
    List<Integer> alike = statesByDigest.computeIfAbsent(digest, none -> new ArrayList<>(1));
    for (int state : alike) {
      if (text(state).equals(parent < 0 ? piece.text() : text(parent) + piece.text())) {
        return state;
      }
    }
    int state = pieces.size();
    pieces.add(piece);
    parents.add(parent);
    digests.add(digest);
    alike.add(state);
    return state;
  }

  private String text(int state) {
    StringBuilder reversed = new StringBuilder();
    for (int s = state; s >= 0; s = parents.get(s)) {
      reversed.insert(0, pieces.get(s).text());
    }
    return reversed.toString();
  }

  private Piece piece(int value) {
    return piecesByValue.computeIfAbsent(value, number -> pieceOf(history.valueText(number)));
  }

  private static Piece pieceOf(String text) {
    long hash = 0;
    long power = 1;
    for (int i = 0; i < text.length(); i++) {
      hash = added(times(hash, BASE), text.charAt(i) + 1);
      power = times(power, BASE);
    }
    return new Piece(text, hash, power);
  }

  private static Digest digest(Piece piece) {
    return new Digest(piece.text().length(), piece.hash());
  }

  private static Digest joined(Digest before, Piece piece) {
    return new Digest(
        before.length() + piece.text().length(),
        added(times(before.hash(), piece.power()), piece.hash()));
  }

  private static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return added(low & MODULUS, ((high << 3) | (low >>> 61)) & MODULUS);
  }

  private static long added(long a, long b) {
    long sum = a + b;
    return sum >= MODULUS ? sum - MODULUS : sum;
  }
}
