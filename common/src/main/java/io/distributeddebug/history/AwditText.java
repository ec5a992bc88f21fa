package io.distributeddebug.history;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWDIT's text: lines {@code w KEY VALUE} and {@code r KEY VALUE}; {@code -----} between the
 * transactions of a session, {@code =====} between sessions. A read names the value it saw.
 */
final class AwditText implements HistoryFormat {
  private static final Pattern OPERATION = Pattern.compile("([rw])\\s+([0-9]+)\\s+([0-9]+)");

  @Override
  public String name() {
    return "awdit";
  }

  @Override
  public boolean recognizes(HistoryPart part) {
    return TextLines.beginning(part).stream()
        .findFirst()
        .map(line -> OPERATION.matcher(line).matches() || line.matches("=+|-+"))
        .orElse(false);
  }

  @Override
  public History read(List<HistoryPart> parts) throws MalformedHistoryException {
    Reading reading = new Reading();
    TextLines.each(TextLines.only(parts), reading::take);
    return reading.history();
  }

  private static final class Reading {
    private final HistoryBuilder builder = new HistoryBuilder("nil");
    private int sessions = 1;
    private Optional<Integer> open = Optional.empty();
    private int transactions;
    private long last;

    void take(long number, String line) throws MalformedHistoryException {
      if (line.matches("=+")) {
        close();
        sessions++;
        return;
      }
      if (line.matches("-+")) {
        close();
        return;
      }
      Matcher operation = OPERATION.matcher(line);
      if (!operation.matches()) {
        throw MalformedHistoryException.atLine(
            number,
            "'r KEY VALUE', 'w KEY VALUE', '-----' or '=====' is wanted, found '"
                + TextLines.shown(line)
                + "'");
      }
      if (open.isEmpty()) {
        open = Optional.of(builder.session(Integer.toString(sessions)));
        builder.begin(open.get());
      }
      int key = builder.key(operation.group(2));
      int value = builder.value(operation.group(3));
      if (operation.group(1).equals("r")) {
        builder.read(key, value);
      } else {
        builder.write(key, value);
      }
      last = number;
    }

    private void close() {
      if (open.isPresent()) {
        builder.end(Outcome.OK, "T" + ++transactions, last);
        open = Optional.empty();
      }
    }

    History history() throws MalformedHistoryException {
      close();
      if (transactions == 0) {
        throw new MalformedHistoryException("no line is an operation 'r KEY VALUE'");
      }
      return builder.untimed();
    }
  }
}
