package io.distributeddebug.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of Plume and PolySI: a line an operation, {@code r(KEY,VALUE,SESSION,TRANSACTION)} or
 * {@code w(...)}, those of a session in order. The value 0 is what every key holds at first; the
 * transaction -1 holds writes that were rolled back.
 */
final class PlumeText implements HistoryFormat {
  private static final Pattern OPERATION =
      Pattern.compile(
          "([rw])\\(\\s*(-?[0-9]+)\\s*,\\s*(-?[0-9]+)\\s*,\\s*(-?[0-9]+)\\s*,\\s*(-?[0-9]+)\\s*\\)");

  @Override
  public String name() {
    return "plume";
  }

  @Override
  public boolean recognizes(HistoryPart part) {
    return TextLines.beginning(part).stream()
        .findFirst()
        .map(line -> OPERATION.matcher(line).matches())
        .orElse(false);
  }

  @Override
  public History read(List<HistoryPart> parts) throws MalformedHistoryException {
    Map<String, TransactionDraft> drafts = new LinkedHashMap<>();
    TextLines.each(TextLines.only(parts), (number, line) -> add(number, line, drafts));
    if (drafts.isEmpty()) {
      throw new MalformedHistoryException("no line is an operation 'r(KEY,VALUE,SESSION,TXN)'");
    }
    return TransactionDraft.history(drafts.values(), "0");
  }

  private static void add(long number, String line, Map<String, TransactionDraft> drafts)
      throws MalformedHistoryException {
    Matcher operation = OPERATION.matcher(line);
    if (!operation.matches()) {
      throw MalformedHistoryException.atLine(
          number,
          "'r(KEY,VALUE,SESSION,TXN)' or 'w(...)' is wanted, found '"
              + TextLines.shown(line)
              + "'");
    }
    String session = operation.group(4);
    String transaction = operation.group(5);
    boolean rolledBack = transaction.equals("-1");
    TransactionDraft draft =
        drafts.computeIfAbsent(
            rolledBack ? "-1 of " + session : transaction,
            none -> new TransactionDraft(session, "T" + transaction));
    if (rolledBack) {
      draft.failed();
    }
    if (operation.group(1).equals("r")) {
      draft.read(operation.group(2), operation.group(3), number);
    } else {
      draft.write(operation.group(2), operation.group(3), number);
    }
  }
}
