package io.distributeddebug.incident;

import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what people write about an incident: names of services and operations, symptoms, times and
 * trace ids. Only the first 10,000 characters are read, so that any text is read fast.
 */
public final class IssueDescription {
  private static final int MOST_CHARACTERS = 10_000;
  private static final int MOST_NAMES = 10;
  private static final int MOST_NOT_UNDERSTOOD = 20;
  private static final Pattern TRACE_ID =
      Pattern.compile("\\b(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{16})\\b");
  private static final SymptomWords SYMPTOMS = new SymptomWords();

  /** Reads the text against what the data holds. */
  public static Understanding read(String text, KnownNames known) {
    List<String> remarks = new ArrayList<>();
    String clean = clean(text, remarks);
    Set<String> traceIds = new LinkedHashSet<>();
    String withoutIds = takeTraceIds(clean, traceIds);
    MentionedTimes.Found times = MentionedTimes.in(withoutIds, known.timeRange());
    remarks.addAll(times.remarks());
    List<Words.Word> words = Words.of(times.rest());
    SymptomWords.Found symptoms = SYMPTOMS.in(words);

    List<NameMatcher.Match> services = matcher(known.services()).in(words, Set.of());
    Set<Integer> inServices = indices(services.stream());
    List<NameMatcher.Match> operations = operations(known, words, inServices, symptoms.words());
    services =
        services.stream()
            .filter(m -> m.how() == NameMatcher.How.WHOLE || !isAll(symptoms.words(), m.words()))
            .toList();
    remarks.addAll(describe(services, "service"));
    remarks.addAll(describe(operations, "operation"));
    symptoms.denied().forEach(s -> remarks.add("the text says: no %s".formatted(s.label())));

    Set<Integer> understood = indices(Stream.concat(services.stream(), operations.stream()));
    understood.addAll(symptoms.words());
    return new Understanding(
        clean,
        symptoms.symptoms(),
        names(services),
        names(operations),
        List.copyOf(traceIds),
        times.window(),
        times.at(),
        leading(symptoms.symptoms()),
        notUnderstood(words, understood),
        remarks);
  }

  /** The understanding of no text at all: everything is open. */
  public static Understanding none() {
    return read("", KnownNames.of(List.of(), List.of(), new Window(0, 0)));
  }

  private static NameMatcher matcher(List<String> names) {
    return new NameMatcher(names, word -> Words.COMMON.contains(word) || SYMPTOMS.isSymptom(word));
  }

  /** Whole names and their paths anywhere; guesses only from words that look like names. */
  private static List<NameMatcher.Match> operations(
      KnownNames known, List<Words.Word> words, Set<Integer> services, Set<Integer> symptoms) {
    Set<Integer> taken = new HashSet<>(services);
    taken.addAll(symptoms);
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).looksLikeName() && !words.get(i).text().startsWith("/")) {
        boolean isMethod = words.get(i).text().matches("GET|POST|PUT|DELETE|PATCH|HEAD");
        if (!isMethod) {
          taken.add(i);
        }
      }
    }
    return matcher(known.operations()).in(words, taken);
  }

  private static String clean(String text, List<String> remarks) {
    String read = text;
    if (text.length() > MOST_CHARACTERS) {
      read = text.substring(0, MOST_CHARACTERS);
      remarks.add(
          "only the first %,d of %,d characters were read"
              .formatted(MOST_CHARACTERS, text.length()));
    }
    StringBuilder clean = new StringBuilder(read.length());
    for (int i = 0; i < read.length(); i++) {
      char c = read.charAt(i);
      boolean isUnfit =
          Character.isISOControl(c)
              || Character.getType(c) == Character.FORMAT
              || (Character.isSurrogate(c) && !isPaired(read, i));
      clean.append(isUnfit ? ' ' : c);
    }
    return clean.toString().strip();
  }

  private static boolean isPaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  private static String takeTraceIds(String text, Set<String> ids) {
    Matcher matcher = TRACE_ID.matcher(text);
    StringBuilder rest = new StringBuilder(text);
    while (matcher.find()) {
      String id = matcher.group().toLowerCase(Locale.ROOT);
      boolean isWord = id.chars().noneMatch(Character::isDigit);
      if (!isWord && ids.size() < MOST_NAMES) {
        ids.add("0".repeat(32 - id.length()) + id);
        for (int i = matcher.start(); i < matcher.end(); i++) {
          rest.setCharAt(i, ' ');
        }
      }
    }
    return rest.toString();
  }

  private static List<Correlation> leading(List<Symptom> symptoms) {
    Map<Correlation, Integer> votes = new EnumMap<>(Correlation.class);
    for (Correlation correlation : Correlation.values()) {
      votes.put(correlation, 0);
    }
    for (Symptom symptom : symptoms) {
      int weight = symptom.leads().size();
      for (Correlation correlation : symptom.leads()) {
        votes.merge(correlation, weight--, Integer::sum);
      }
    }
    return votes.keySet().stream()
        .sorted(Comparator.comparing((Correlation c) -> votes.get(c)).reversed())
        .toList();
  }

  private static List<String> describe(List<NameMatcher.Match> matches, String what) {
    return matches.stream()
        .filter(match -> match.how() == NameMatcher.How.TYPO || match.how() == NameMatcher.How.PART)
        .limit(MOST_NAMES)
        .map(
            match ->
                "'%s' is read as %s '%s'"
                    .formatted(Shown.briefly(match.written()), what, Shown.briefly(match.name())))
        .toList();
  }

  private static List<String> notUnderstood(List<Words.Word> words, Set<Integer> understood) {
    Set<String> open = new LinkedHashSet<>();
    for (int i = 0; i < words.size() && open.size() < MOST_NOT_UNDERSTOOD; i++) {
      if (!understood.contains(i) && words.get(i).looksLikeName()) {
        open.add(Shown.briefly(words.get(i).text()));
      }
    }
    return List.copyOf(open);
  }

  private static List<String> names(List<NameMatcher.Match> matches) {
    return matches.stream().map(NameMatcher.Match::name).distinct().limit(MOST_NAMES).toList();
  }

  private static Set<Integer> indices(Stream<NameMatcher.Match> matches) {
    Set<Integer> indices = new TreeSet<>();
    matches.forEach(match -> indices.addAll(match.words()));
    return indices;
  }

  private static boolean isAll(Set<Integer> symptoms, Set<Integer> words) {
    return symptoms.containsAll(words);
  }

  private IssueDescription() {}
}
