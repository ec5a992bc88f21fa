package io.distributeddebug.incident;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A text as words, and each word as the parts that names are made of: {@code payment-service} and
 * {@code PaymentService} both have the parts {@code payment} and {@code service}.
 */
final class Words {
  private static final int MOST_WORDS = 3000;
  private static final String AROUND = "\"'`,;:!?()<>[]\u201c\u201d\u2018\u2019";

  /** Words that say nothing about a system; no name is guessed from them. */
  static final Set<String> COMMON =
      Set.copyOf(
          Arrays.asList(
              ("a about above after again all also always am an and any are around as at back be became"
                      + " because been before being below between both but by came can cannot come"
                      + " could day did do does doing done during each even ever every few first for"
                      + " found from get gets getting give goes going gone good got had has have he"
                      + " help her here high him his hour hours how i if in into is it its just keep"
                      + " kept know last late later least less like long look looks low made make"
                      + " makes many may me might minute minutes more most much must my near need"
                      + " never new no normal not nothing now of off often old on once one only or"
                      + " other our out over own page part people please problem problems right said"
                      + " same saw say second seconds see seems seen several she should side since so"
                      + " some someone something sometimes start started starts still such suddenly"
                      + " system take than that the their them then there they thing things this"
                      + " those though through time times to today together too took toward try"
                      + " trying two under until up us use used user users using utc very was we week"
                      + " well went were what when where which while who why will with without work"
                      + " working works would yes yesterday yet you your ago alert alerts alarm issue"
                      + " issues incident incidents customer customers call calls called calling"
                      + " request requests response responses service services between trace traces"
                      + " span spans log logs metric metrics increase increased increasing spike"
                      + " spikes seeing reported report reports happens happened happening shows")
                  .split(" ")));

  /**
   * One word.
   *
   * @param text as written, without the punctuation around it
   * @param isQuoted stood in quotes or backticks
   */
  record Word(String text, List<String> parts, boolean isQuoted) {
    /** The parts without what lay between them. */
    String letters() {
      return String.join("", parts);
    }

    /** Whether it is written like the name of something rather than as plain prose. */
    boolean looksLikeName() {
      if (isQuoted) {
        return true;
      }
      boolean hasLetter = text.chars().anyMatch(Character::isLetter);
      boolean isJoined = text.chars().anyMatch(c -> "-_/.{}0123456789".indexOf(c) >= 0);
      return hasLetter && parts.size() + (isJoined ? 1 : 0) > 1;
    }
  }

  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    int position = 0;
    while (position < text.length() && words.size() < MOST_WORDS) {
      int end = position;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      if (end > position) {
        add(words, text.substring(position, end));
      }
      position = end + 1;
    }
    return words;
  }

  private static void add(List<Word> words, String raw) {
    int from = 0;
    int to = raw.length();
    while (from < to && AROUND.indexOf(raw.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && (AROUND + ".").indexOf(raw.charAt(to - 1)) >= 0) {
      to--;
    }
    String text = raw.substring(from, to);
    List<String> parts = parts(text);
    if (!parts.isEmpty()) {
      boolean isQuoted = from > 0 && to < raw.length() && "\"'`".indexOf(raw.charAt(0)) >= 0;
      words.add(new Word(text, parts, isQuoted));
    }
  }

  /** Lower-case runs of letters and digits, cut where camel case begins a new one. */
  static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isHump =
          Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1));
      if (!Character.isLetterOrDigit(c) || isHump) {
        flush(part, parts);
      }
      if (Character.isLetterOrDigit(c)) {
        part.append(c);
      }
    }
    flush(part, parts);
    return parts;
  }

  private static void flush(StringBuilder part, List<String> parts) {
    if (part.length() > 0) {
      parts.add(part.toString().toLowerCase(Locale.ROOT));
      part.setLength(0);
    }
  }

  private Words() {}
}
