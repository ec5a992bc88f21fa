package io.distributeddebug.consistency.session;

import io.distributeddebug.consistency.session.VersionStep.Why;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versions, and places that stand for several of them, with arrows from the older to the newer. */
final class OrderGraph {
  /** Instead of an operation or a value: that of the arrow which leads to the place. */
  static final int FROM_PLACE = -1;

  private static final int MOST_STARTS = 100;
  private static final long BYTES_AN_ARROW = 96;

  private record Arrow(int from, int to, Optional<VersionStep> step) {}

  private final Map<Integer, Integer> nodeOfVersion = new HashMap<>();
  private final List<Arrow> arrows = new ArrayList<>();
  private final List<List<Arrow>> out = new ArrayList<>();

  /** About how much memory the arrows take. */
  long bytes() {
    return arrows.size() * BYTES_AN_ARROW;
  }

  int version(int value) {
    return nodeOfVersion.computeIfAbsent(value, none -> place());
  }

  int place() {
    out.add(new ArrayList<>());
    return out.size() - 1;
  }

  void add(int from, int to, Optional<VersionStep> step) {
    Arrow arrow = new Arrow(from, to, step);
    arrows.add(arrow);
    out.get(from).add(arrow);
  }

  /** The steps of a circle, a shortest one as far as it was looked for. */
  Optional<List<VersionStep>> circle() {
    boolean[] mayBeOnOne = withoutDeadEnds();
    List<Arrow> best = List.of();
    int starts = 0;
    for (int node = 0; node < out.size() && starts < MOST_STARTS; node++) {
      if (mayBeOnOne[node]) {
        starts++;
        List<Arrow> circle = shortestFrom(node, mayBeOnOne);
        if (!circle.isEmpty() && (best.isEmpty() || circle.size() < best.size())) {
          best = circle;
        }
      }
    }
    if (best.isEmpty() && starts > 0) {
      best = shortestFrom(onACircle(mayBeOnOne), mayBeOnOne);
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(steps(best));
  }

  /** Whoever walks on among these nodes, none of which is a dead end, comes by one again. */
  private int onACircle(boolean[] among) {
    int node = 0;
    while (!among[node]) {
      node++;
    }
    boolean[] seen = new boolean[out.size()];
    while (!seen[node]) {
      seen[node] = true;
      for (Arrow arrow : out.get(node)) {
        if (among[arrow.to()]) {
          node = arrow.to();
          break;
        }
      }
    }
    return node;
  }

  /** The nodes that are left when those without arrows in or out are taken away again and again. */
  private boolean[] withoutDeadEnds() {
    boolean[] left = new boolean[out.size()];
    Arrays.fill(left, true);
    List<List<Integer>> in = new ArrayList<>();
    int[] inCount = new int[out.size()];
    int[] outCount = new int[out.size()];
    out.forEach(none -> in.add(new ArrayList<>()));
    for (Arrow arrow : arrows) {
      in.get(arrow.to()).add(arrow.from());
      inCount[arrow.to()]++;
      outCount[arrow.from()]++;
    }
    Deque<Integer> dead = new ArrayDeque<>();
    for (int node = 0; node < out.size(); node++) {
      if (inCount[node] == 0 || outCount[node] == 0) {
        dead.add(node);
        left[node] = false;
      }
    }
    while (!dead.isEmpty()) {
      int node = dead.remove();
      for (Arrow arrow : out.get(node)) {
        if (--inCount[arrow.to()] == 0 && left[arrow.to()]) {
          left[arrow.to()] = false;
          dead.add(arrow.to());
        }
      }
      for (int from : in.get(node)) {
        if (--outCount[from] == 0 && left[from]) {
          left[from] = false;
          dead.add(from);
        }
      }
    }
    return left;
  }

  private List<Arrow> shortestFrom(int start, boolean[] among) {
    Arrow[] reachedBy = new Arrow[out.size()];
    Deque<Integer> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (Arrow arrow : out.get(node)) {
        if (!among[arrow.to()] || reachedBy[arrow.to()] != null) {
          continue;
        }
        reachedBy[arrow.to()] = arrow;
        if (arrow.to() == start) {
          return backwards(reachedBy, start);
        }
        queue.add(arrow.to());
      }
    }
    return List.of();
  }

  private static List<Arrow> backwards(Arrow[] reachedBy, int start) {
    List<Arrow> reversed = new ArrayList<>();
    int node = start;
    do {
      reversed.add(reachedBy[node]);
      node = reachedBy[node].from();
    } while (node != start);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Arrows into a place and out of it are one step. */
  private List<VersionStep> steps(List<Arrow> circle) {
    int begin = 0;
    while (!nodeOfVersion.containsValue(circle.get(begin).from())) {
      begin++;
    }
    List<VersionStep> steps = new ArrayList<>();
    VersionStep pending = null;
    for (int i = 0; i < circle.size(); i++) {
      Optional<VersionStep> step = circle.get((begin + i) % circle.size()).step();
      if (step.isEmpty()) {
        continue;
      }
      VersionStep found = step.get();
      if (found.why() == Why.SESSION && found.older() == found.newer()) {
        pending = found; // into a place
      } else if (found.before() == FROM_PLACE && pending != null) {
        steps.add(
            new VersionStep(
                Why.SESSION, pending.before(), found.after(), pending.older(), found.newer()));
        pending = null;
      } else {
        steps.add(found);
      }
    }
    return steps;
  }
}
