package io.distributeddebug.consistency;

import io.distributeddebug.consistency.Counterexample.Member;
import io.distributeddebug.consistency.Counterexample.Relation;
import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Draws a counterexample in text: when its operations were under way, as far as that is known, and
 * which of them comes before which.
 *
 * <pre>
 *   #1 (0) write 1  |--|
 *   #3 (0) write 2        |--|
 *   #5 (1) read 1               |--|
 *
 *   #1 -real-time-> #3 -real-time-> #5
 * </pre>
 *
 * The columns keep the order of instants, not their distances.
 */
public final class Picture {
  private static final int MOST_MEMBERS = 40;
  private static final int MOST_LABEL = 48;
  private static final int ROOMY = 3;
  private static final int MOST_ROOMY_INSTANTS = 24;

  private Picture() {}

  public static List<String> of(Counterexample counterexample) {
    List<String> lines = new ArrayList<>();
    List<Member> timed =
        counterexample.members().stream()
            .filter(member -> member.invoked() != History.ALWAYS || hasEnd(member))
            .limit(MOST_MEMBERS)
            .toList();
    if (timed.size() > 1) {
      lines.addAll(lanes(timed));
    }
    if (timed.size() > 1 && !counterexample.relations().isEmpty()) {
      lines.add("");
    }
    lines.addAll(chains(counterexample.relations()));
    return lines;
  }

  private static boolean hasEnd(Member member) {
    return member.completed() != History.NEVER;
  }

  private static List<String> lanes(List<Member> members) {
    TreeSet<Long> instants = new TreeSet<>();
    for (Member member : members) {
      if (member.invoked() != History.ALWAYS) {
        instants.add(member.invoked());
      }
      if (hasEnd(member)) {
        instants.add(member.completed());
      }
    }
    int step = instants.size() <= MOST_ROOMY_INSTANTS ? ROOMY : 1;
    List<String> labels = members.stream().map(Picture::label).toList();
    int width = labels.stream().mapToInt(String::length).max().orElse(0);
    int last = instants.size() * step;
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      boolean begun = member.invoked() != History.ALWAYS;
      int from = begun ? instants.headSet(member.invoked()).size() * step : 0;
      int to = hasEnd(member) ? instants.headSet(member.completed()).size() * step : last;
      lines.add(
          labels.get(i)
              + " ".repeat(width - labels.get(i).length() + 2 + from)
              + (begun ? "|" : "<")
              + "-".repeat(Math.max(0, to - from - 1))
              + (hasEnd(member) ? "|" : ">"));
    }
    return lines;
  }

  private static String label(Member member) {
    String label = member.name() + " (" + member.session() + ") " + member.text();
    return label.length() <= MOST_LABEL ? label : label.substring(0, MOST_LABEL - 3) + "...";
  }

  /** Relations that lead on from each other are one line. */
  private static List<String> chains(List<Relation> relations) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    String at = "";
    for (Relation relation : relations.stream().limit(MOST_MEMBERS).toList()) {
      if (line.isEmpty() || !at.equals(relation.from())) {
        if (!line.isEmpty()) {
          lines.add(line.toString());
        }
        line = new StringBuilder(relation.from());
      }
      line.append(" -").append(relation.kind());
      line.append(relation.key().isEmpty() ? "" : " " + relation.key());
      line.append("-> ").append(relation.to());
      at = relation.to();
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }
}
