package io.distributeddebug.format;

import io.distributeddebug.redaction.Redaction;
import java.util.HashSet;
import java.util.Set;

/**
 * Names by which the entries of one archive are told apart: their own, without secrets, cut where
 * they are very long, and with a number behind where an earlier entry has the same.
 */
final class EntryLabels {
  private static final int LONGEST = 1024;

  private final Redaction redaction;

  /** Hashes only: an archive may have a million entries. */
  private final Set<Long> given = new HashSet<>();

  private long entries;

  EntryLabels(Redaction redaction) {
    this.redaction = redaction;
  }

  String next(String name) {
    entries++;
    String plain = redaction.text(name.length() > LONGEST ? name.substring(0, LONGEST) : name);
    String label = plain.isEmpty() ? "#" + entries : plain;
    while (!given.add(hash(label))) {
      label = label + "#" + entries;
    }
    return label;
  }

  /** As {@link String#hashCode()}, on 64 bits. */
  private static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = 1_099_511_628_211L * (hash ^ text.charAt(i));
    }
    return hash;
  }
}
