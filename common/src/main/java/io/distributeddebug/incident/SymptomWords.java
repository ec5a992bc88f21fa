package io.distributeddebug.incident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds symptoms in a text; one typing error in a long word is tolerated. */
final class SymptomWords {
  private static final int SHORTEST_WITH_TYPO = 6;
  private static final Set<String> NEGATIONS = Set.of("no", "not", "without", "never", "isn't");

  private final Map<String, Symptom> phrases = new HashMap<>();
  private final List<String> longWords = new ArrayList<>();
  private int longestPhrase = 1;

  SymptomWords() {
    for (Symptom symptom : Symptom.values()) {
      for (String phrase : symptom.phrases()) {
        phrases.put(phrase, symptom);
        longestPhrase = Math.max(longestPhrase, phrase.split(" ").length);
        if (phrase.length() >= SHORTEST_WITH_TYPO && phrase.indexOf(' ') < 0) {
          longWords.add(phrase);
        }
      }
    }
  }

  /**
   * What was found.
   *
   * @param symptoms in the order of the text
   * @param denied said not to be there: {@code no errors}
   * @param words indices of the words that say so
   */
  record Found(List<Symptom> symptoms, List<Symptom> denied, Set<Integer> words) {}

  Found in(List<Words.Word> words) {
    Set<Symptom> symptoms = new LinkedHashSet<>();
    Set<Symptom> denied = new LinkedHashSet<>();
    Set<Integer> used = new HashSet<>();
    int i = 0;
    while (i < words.size()) {
      int length = longestPhraseAt(words, i);
      Symptom symptom =
          length > 0 ? phrases.get(phrase(words, i, length)) : withTypo(words.get(i).letters());
      if (symptom == null) {
        i++;
        continue;
      }
      boolean isDenied = i > 0 && NEGATIONS.contains(phrase(words, i - 1, 1));
      (isDenied ? denied : symptoms).add(symptom);
      for (int used1 = 0; used1 < Math.max(1, length); used1++) {
        used.add(i + used1);
      }
      i += Math.max(1, length);
    }
    denied.removeAll(symptoms);
    return new Found(List.copyOf(symptoms), List.copyOf(denied), used);
  }

  boolean isSymptom(String word) {
    return phrases.containsKey(word);
  }

  private int longestPhraseAt(List<Words.Word> words, int from) {
    for (int length = Math.min(longestPhrase, words.size() - from); length > 0; length--) {
      if (phrases.containsKey(phrase(words, from, length))) {
        return length;
      }
    }
    return 0;
  }

  private static String phrase(List<Words.Word> words, int from, int length) {
    List<String> parts = new ArrayList<>();
    for (int i = from; i < from + length; i++) {
      parts.addAll(words.get(i).parts());
    }
    return String.join(" ", parts);
  }

  private Symptom withTypo(String word) {
    if (word.length() < SHORTEST_WITH_TYPO - 1 || word.length() > 30) {
      return null;
    }
    for (String known : longWords) {
      if (known.charAt(0) == word.charAt(0) && EditDistance.between(word, known, 1) == 1) {
        return phrases.get(known);
      }
    }
    return null;
  }
}
