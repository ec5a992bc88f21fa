package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Counterexample;
import io.distributeddebug.consistency.Picture;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.report.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How the verdict on a history is printed. */
enum VerdictForm {
  /** One JSON object on one line. */
  JSON {
    @Override
    void print(String file, Verdict verdict, Console console) {
      console.machineResult(json(file, verdict) + "\n");
    }
  },
  /** One line. */
  LINE {
    @Override
    void print(String file, Verdict verdict, Console console) {
      console.result(line(file, verdict));
    }
  },
  /** The line, and below it what broke the promise. */
  WHOLE {
    @Override
    void print(String file, Verdict verdict, Console console) {
      StringBuilder text = new StringBuilder(line(file, verdict));
      verdict.anomalies().stream().limit(SHOWN).forEach(anomaly -> describe(anomaly, text));
      if (verdict.anomalies().size() > SHOWN) {
        text.append("\n\nand ").append(verdict.anomalies().size() - SHOWN).append(" more");
      }
      console.result(text.toString());
    }
  };

  private static final int SHOWN = 5;
  private static final int MOST = 40;

  abstract void print(String file, Verdict verdict, Console console);

  static String line(String file, Verdict verdict) {
    StringBuilder line = new StringBuilder();
    line.append(VisibleText.line(file)).append(": ").append(verdict.conclusion().word());
    line.append(" (").append(verdict.level()).append(')');
    List<String> kinds = kinds(verdict);
    if (!kinds.isEmpty()) {
      line.append(": ").append(String.join(", ", kinds));
    }
    if (!verdict.reason().isEmpty()) {
      line.append(": ").append(VisibleText.line(verdict.reason()));
    }
    return line.append(String.format(Locale.ROOT, "; %,d steps", verdict.steps())).toString();
  }

  /** The kinds, and the plain names that some of them have, such as {@code lost-update}. */
  private static List<String> kinds(Verdict verdict) {
    return verdict.anomalies().stream()
        .flatMap(anomaly -> Stream.of(anomaly.kind(), anomaly.pattern()))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private static void describe(Anomaly anomaly, StringBuilder text) {
    Counterexample counterexample = anomaly.counterexample();
    text.append("\n\n").append(anomaly.kind());
    text.append(anomaly.pattern().isEmpty() ? "" : " (" + anomaly.pattern() + ")");
    text.append(": ").append(counterexample.summary());
    List<Counterexample.Member> members = counterexample.members();
    for (Counterexample.Member member : members.subList(0, Math.min(MOST, members.size()))) {
      text.append("\n  ").append(VisibleText.line(member.name()));
      text.append(" (process ").append(VisibleText.line(member.session()));
      text.append(", line ").append(member.line()).append("): ");
      text.append(VisibleText.line(member.text()));
      if (!member.outcome().equals("ok")) {
        text.append(" (").append(member.outcome()).append(')');
      }
    }
    if (members.size() > MOST) {
      text.append("\n  and ").append(members.size() - MOST).append(" more");
    }
    text.append('\n');
    for (String line : Picture.of(counterexample)) {
      text.append(line.isEmpty() ? "\n" : "\n    " + VisibleText.line(line));
    }
    text.append('\n');
    counterexample.relations().stream()
        .map(Counterexample.Relation::because)
        .limit(MOST)
        .forEach(because -> text.append("\n  ").append(VisibleText.line(because)).append('.'));
    anomaly
        .about()
        .ifPresent(
            about -> {
              text.append("\n  What it means: ").append(about.meaning()).append('.');
              text.append("\n  What to do: ").append(about.advice());
              text.append("\n  More: ").append(about.page());
            });
  }

  private static String json(String file, Verdict verdict) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("file", VisibleText.wellFormed(file));
    root.put("verdict", verdict.conclusion().word());
    root.put("level", verdict.level());
    var kinds = root.putArray("anomalies");
    kinds(verdict).forEach(kinds::add);
    if (verdict.anomalies().isEmpty()) {
      root.putNull("counterexample");
    } else {
      putAnomaly(root.putObject("counterexample"), verdict.anomalies().get(0));
    }
    var others = root.putArray("further_counterexamples");
    verdict.anomalies().stream()
        .skip(1)
        .limit(MOST_IN_JSON)
        .forEach(anomaly -> putAnomaly(others.addObject(), anomaly));
    root.put("steps", verdict.steps());
    if (verdict.reason().isEmpty()) {
      root.putNull("reason");
    } else {
      root.put("reason", VisibleText.wellFormed(verdict.reason()));
    }
    return root.toString();
  }

  private static final int MOST_IN_JSON = 20;

  private static void putAnomaly(ObjectNode node, Anomaly anomaly) {
    Counterexample counterexample = anomaly.counterexample();
    node.put("kind", anomaly.kind());
    node.put("pattern", anomaly.pattern().isEmpty() ? null : anomaly.pattern());
    node.put("summary", VisibleText.wellFormed(counterexample.summary()));
    anomaly
        .about()
        .ifPresent(
            about -> {
              node.put("title", about.title());
              node.put("meaning", about.meaning());
              node.put("advice", about.advice());
              node.put("page", about.page());
            });
    var picture = node.putArray("picture");
    Picture.of(counterexample).forEach(line -> picture.add(VisibleText.wellFormed(line)));
    var members = node.putArray("operations");
    for (Counterexample.Member member : counterexample.members()) {
      ObjectNode operation = members.addObject();
      operation.put("name", VisibleText.wellFormed(member.name()));
      operation.put("process", VisibleText.wellFormed(member.session()));
      operation.put("text", VisibleText.wellFormed(member.text()));
      operation.put("outcome", member.outcome());
      operation.put("line", member.line());
    }
    var relations = node.putArray("relations");
    for (Counterexample.Relation relation : counterexample.relations()) {
      ObjectNode edge = relations.addObject();
      edge.put("from", VisibleText.wellFormed(relation.from()));
      edge.put("to", VisibleText.wellFormed(relation.to()));
      edge.put("kind", relation.kind());
      edge.put("key", VisibleText.wellFormed(relation.key()));
      edge.put("because", VisibleText.wellFormed(relation.because()));
    }
  }
}
