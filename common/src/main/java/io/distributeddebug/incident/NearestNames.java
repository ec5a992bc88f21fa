package io.distributeddebug.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names that somebody may have meant, nearest first: the same letters in another case or with
 * other separators, then names that contain the wanted one or are contained in it, then names a few
 * typing errors away (one in three letters).
 */
public final class NearestNames {
  private static final int LONGEST_NAME = 200;
  private static final int SHOWN = 3;
  private static final int SHORTEST_PART = 3;

  private final List<String> names;

  private NearestNames(List<String> names) {
    this.names = names;
  }

  public static NearestNames of(Collection<String> names) {
    return new NearestNames(List.copyOf(new TreeSet<>(names)));
  }

  /** At most {@code count} names, nearest first, equal ones by name. */
  public List<String> to(String wanted, int count) {
    record Scored(String name, int distance) {}
    String letters = letters(wanted);
    if (letters.isEmpty() || letters.length() > LONGEST_NAME) {
      return List.of();
    }
    List<Scored> near = new ArrayList<>();
    for (String name : names) {
      int distance = distance(letters, letters(name));
      if (distance >= 0) {
        near.add(new Scored(name, distance));
      }
    }
    return near.stream()
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
        .limit(count)
        .map(Scored::name)
        .collect(Collectors.toList());
  }

  /** {@code : did you mean 'payment' or 'payments'?}; empty text where nothing is near. */
  public String suggestion(String wanted) {
    List<String> near = to(wanted, SHOWN);
    if (near.isEmpty()) {
      return "";
    }
    String last = "'" + Shown.briefly(near.get(near.size() - 1)) + "'";
    if (near.size() == 1) {
      return ": did you mean " + last + "?";
    }
    return near.subList(0, near.size() - 1).stream()
        .map(name -> "'" + Shown.briefly(name) + "'")
        .collect(Collectors.joining(", ", ": did you mean ", " or " + last + "?"));
  }

  /**
   * The message for a service that the lake does not have: the nearest names, else some that are
   * there.
   */
  public String unknownService(String wanted) {
    String suggestion = suggestion(wanted);
    if (!suggestion.isEmpty()) {
      return "Cannot find service '%s' in the lake%s".formatted(Shown.briefly(wanted), suggestion);
    }
    if (names.isEmpty()) {
      return "Cannot find service '%s' in the lake: it holds no services; ingest an archive first"
          .formatted(Shown.briefly(wanted));
    }
    return "Cannot find service '%s' in the lake: it has %d services, such as %s"
        .formatted(
            Shown.briefly(wanted),
            names.size(),
            names.stream()
                .limit(SHOWN)
                .map(name -> "'" + Shown.briefly(name) + "'")
                .collect(Collectors.joining(", ")));
  }

  /** -1 where the two are not near. */
  private static int distance(String wanted, String name) {
    if (wanted.equals(name)) {
      return 0;
    }
    if (name.length() > LONGEST_NAME || name.isEmpty()) {
      return -1;
    }
    int shorter = Math.min(wanted.length(), name.length());
    int edits = EditDistance.between(wanted, name, Math.max(1, shorter / 3));
    boolean contained = name.contains(wanted) || wanted.contains(name);
    if (contained && shorter >= SHORTEST_PART) {
      return Math.min(edits, 2);
    }
    return edits <= Math.max(1, shorter / 3) && shorter > 2 ? edits : -1;
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder();
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
