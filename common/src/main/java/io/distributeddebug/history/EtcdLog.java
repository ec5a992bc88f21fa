package io.distributeddebug.history;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs that Jepsen's etcd test writes, as kept by Porcupine: one register, unset at first.
 *
 * <pre>
 *   INFO  jepsen.util - 3  :invoke  :cas  [4 1]
 *   INFO  jepsen.util - 3  :fail    :cas  [4 1]
 * </pre>
 *
 * {@code :fail} of a cas means that another value was found. Lines of other loggers and of Jepsen's
 * nemesis are left out.
 */
final class EtcdLog implements HistoryFormat {
  private static final Pattern ENTRY =
      Pattern.compile(
          ".*jepsen\\.util\\s+-\\s+(\\S+)\\s+:(\\S+)\\s+:(\\S+)\\s+(.*?)(?:\\s+:hint\\s+\\S+)?");

  @Override
  public String name() {
    return "etcd";
  }

  @Override
  public boolean recognizes(HistoryPart part) {
    return TextLines.beginning(part).stream().anyMatch(line -> line.contains("jepsen.util"));
  }

  @Override
  public History read(List<HistoryPart> parts) throws MalformedHistoryException {
    ClientCalls calls = new ClientCalls();
    TextLines.each(
        TextLines.only(parts),
        (number, line) -> {
          if (line.contains("jepsen.util")) {
            add(number, line, calls);
          }
        });
    if (calls.calls().isEmpty()) {
      throw new MalformedHistoryException("no line is an entry of 'jepsen.util - PROCESS :invoke'");
    }
    return ClientLog.history(
        calls.calls(), new HistoryBuilder("nil"), ClientLog.FailedCas.IS_AN_OBSERVATION, Edn::text);
  }

  private static void add(long number, String line, ClientCalls calls)
      throws MalformedHistoryException {
    Matcher entry = ENTRY.matcher(line);
    if (!entry.matches()) {
      throw MalformedHistoryException.atLine(
          number,
          "'jepsen.util - PROCESS :invoke|:ok|:fail|:info :read|:write|:cas VALUE' is wanted, found '"
              + TextLines.shown(line)
              + "'");
    }
    if (!entry.group(1).matches("[0-9]+")) {
      return;
    }
    Object value = Edn.form(entry.group(4), number);
    calls.add(
        new ClientEvent(
            number,
            Optional.of(entry.group(1)),
            entry.group(2),
            entry.group(3),
            Optional.empty(),
            value,
            Optional.empty()));
  }
}
