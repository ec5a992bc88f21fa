package io.distributeddebug.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds names of the data in a text: whole names first, then names without the parts that most
 * names share or that say nothing ({@code payment} for {@code payment-service}), then names that
 * have the word among their parts, then names a typing error away. A word serves the first of these
 * that it fits.
 */
final class NameMatcher {
  private static final Set<String> GENERIC =
      Set.of(
          "service",
          "services",
          "svc",
          "srv",
          "server",
          "api",
          "app",
          "backend",
          "microservice",
          "deployment",
          "http",
          "https",
          "grpc",
          "get",
          "post",
          "put",
          "delete",
          "patch",
          "head");
  private static final int MOST_CANDIDATES = 5;
  private static final int SHORTEST_PART = 4;
  private static final int SHORTEST_TYPO = 4;
  private static final int LONGEST_TYPO = 60;
  private static final int MOST_TYPOS_TRIED = 100;

  private final List<Name> names = new ArrayList<>();
  private final Predicate<String> saysNothing;

  private record Name(String name, List<String> parts, List<String> core) {}

  /** How a word was taken for a name. */
  enum How {
    WHOLE,
    CORE,
    PART,
    TYPO
  }

  /**
   * A name that was found.
   *
   * @param words indices of the words that it was found in
   * @param written as it stands in the text
   */
  record Match(String name, How how, Set<Integer> words, String written) {}

  /**
   * @param saysNothing words that no name is guessed from, unless they are quoted
   */
  NameMatcher(Collection<String> names, Predicate<String> saysNothing) {
    this.saysNothing = saysNothing;
    List<List<String>> parts = new ArrayList<>();
    Map<String, Integer> frequency = new HashMap<>();
    for (String name : new TreeSet<>(names)) {
      List<String> of = Words.parts(name);
      parts.add(of);
      new HashSet<>(of).forEach(part -> frequency.merge(part, 1, Integer::sum));
    }
    int i = 0;
    for (String name : new TreeSet<>(names)) {
      List<String> of = parts.get(i++);
      List<String> core = new ArrayList<>();
      for (String part : of) {
        boolean isShared = parts.size() >= 4 && 2 * frequency.get(part) > parts.size();
        if (!GENERIC.contains(part) && !isShared) {
          core.add(part);
        }
      }
      if (!of.isEmpty()) {
        this.names.add(new Name(name, of, core));
      }
    }
  }

  /** Best kinds of match first, then in the order of the text, then by name. */
  List<Match> in(List<Words.Word> words, Set<Integer> taken) {
    List<Match> found = new ArrayList<>();
    Set<Integer> used = new HashSet<>(taken);
    whole(words, used, found);
    core(words, used, found);
    part(words, used, found);
    typo(words, used, found);
    Map<String, Match> best = new HashMap<>();
    for (Match match : found) {
      best.putIfAbsent(match.name(), match);
    }
    return found.stream()
        .filter(match -> match.equals(best.get(match.name())))
        .sorted(
            Comparator.comparing(Match::how)
                .thenComparing(match -> match.words().stream().min(Integer::compare).orElse(0))
                .thenComparing(Match::name))
        .toList();
  }

  private void whole(List<Words.Word> words, Set<Integer> used, List<Match> found) {
    Map<List<String>, List<String>> byParts = new HashMap<>();
    names.forEach(n -> byParts.computeIfAbsent(n.parts(), k -> new ArrayList<>()).add(n.name()));
    sequences(words, used, found, byParts, How.WHOLE);
  }

  private void core(List<Words.Word> words, Set<Integer> used, List<Match> found) {
    Map<List<String>, List<String>> byCore = new HashMap<>();
    for (Name name : names) {
      if (!name.core().isEmpty()) {
        byCore.computeIfAbsent(name.core(), k -> new ArrayList<>()).add(name.name());
      }
    }
    sequences(words, used, found, byCore, How.CORE);
  }

  /** Longest run of words whose parts together are a key; generic parts of the text are skipped. */
  private void sequences(
      List<Words.Word> words,
      Set<Integer> used,
      List<Match> found,
      Map<List<String>, List<String>> keys,
      How how) {
    int longest = keys.keySet().stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < words.size(); i++) {
      for (int length = Math.min(longest, words.size() - i); length > 0; length--) {
        List<String> parts = partsOf(words, i, length, used, how);
        List<String> hit = keys.get(parts);
        if (parts.isEmpty() || hit == null || isProse(words, i, length, parts)) {
          continue;
        }
        Set<Integer> indices = new HashSet<>();
        for (int w = i; w < i + length; w++) {
          indices.add(w);
        }
        String written = words.get(i).text();
        hit.stream()
            .limit(MOST_CANDIDATES)
            .forEach(name -> found.add(new Match(name, how, indices, written)));
        used.addAll(indices);
        break;
      }
    }
  }

  private static List<String> partsOf(
      List<Words.Word> words, int from, int length, Set<Integer> used, How how) {
    List<String> parts = new ArrayList<>();
    for (int i = from; i < from + length; i++) {
      if (used.contains(i)) {
        return List.of();
      }
      for (String part : words.get(i).parts()) {
        if (how == How.WHOLE || !GENERIC.contains(part)) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  /** One plain word that means something else in prose: a service may well be named "time". */
  private boolean isProse(List<Words.Word> words, int at, int length, List<String> parts) {
    return length == 1
        && parts.size() == 1
        && !words.get(at).isQuoted()
        && saysNothing.test(parts.get(0));
  }

  private void part(List<Words.Word> words, Set<Integer> used, List<Match> found) {
    for (int i = 0; i < words.size(); i++) {
      Words.Word word = words.get(i);
      if (used.contains(i) || word.parts().size() > 3) {
        continue;
      }
      List<String> wanted =
          word.parts().stream()
              .filter(part -> part.length() >= SHORTEST_PART && !GENERIC.contains(part))
              .filter(part -> word.isQuoted() || !saysNothing.test(part))
              .toList();
      List<String> hits =
          wanted.isEmpty()
              ? List.of()
              : names.stream()
                  .filter(name -> name.core().containsAll(wanted))
                  .map(Name::name)
                  .limit(MOST_CANDIDATES)
                  .toList();
      for (String name : hits) {
        found.add(new Match(name, How.PART, Set.of(i), word.text()));
        used.add(i);
      }
    }
  }

  private void typo(List<Words.Word> words, Set<Integer> used, List<Match> found) {
    Set<String> tried = new HashSet<>();
    for (int i = 0; i < words.size() && tried.size() < MOST_TYPOS_TRIED; i++) {
      Words.Word word = words.get(i);
      String letters = word.letters();
      if (used.contains(i)
          || letters.length() < SHORTEST_TYPO
          || letters.length() > LONGEST_TYPO
          || saysNothing.test(letters)
          || !tried.add(letters)) {
        continue;
      }
      String near = nearest(letters);
      if (!near.isEmpty()) {
        found.add(new Match(near, How.TYPO, Set.of(i), word.text()));
        used.add(i);
      }
    }
  }

  private String nearest(String letters) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (Name name : names) {
      int edits =
          Math.min(
              edits(letters, String.join("", name.parts())),
              edits(letters, String.join("", name.core())));
      if (edits < least) {
        least = edits;
        nearest = name.name();
      }
    }
    return nearest;
  }

  /**
   * Number of typing errors, if so few that the name was meant: one in short words, and then not a
   * letter for another (card is not cart), two from 7 letters on, three from 13 on.
   */
  private static int edits(String written, String name) {
    int limit = name.length() < 7 ? 1 : name.length() < 13 ? 2 : 3;
    if (name.length() < SHORTEST_TYPO || written.charAt(0) != name.charAt(0)) {
      return Integer.MAX_VALUE;
    }
    int edits = EditDistance.between(written, name, limit);
    boolean isSubstitution = name.length() < 6 && written.length() == name.length();
    if (edits > limit || (isSubstitution && !isSwap(written, name))) {
      return Integer.MAX_VALUE;
    }
    return edits;
  }

  private static boolean isSwap(String a, String b) {
    return a.chars().sorted().boxed().toList().equals(b.chars().sorted().boxed().toList());
  }
}
