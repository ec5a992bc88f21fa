package io.distributeddebug.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jepsen's histories: maps with {@code :process :type :f :value}, one after the other or in one
 * vector. A value is that of a register ({@code :read :write :cas}), or the operations of a
 * transaction ({@code [[:r 1 [2 3]] [:append 1 4]]}, {@code [[:r 1 2] [:w 1 3]]}).
 *
 * <p>{@code :fail} means no effect and no more than that, as in Jepsen. What the nemesis did is
 * left out.
 */
final class JepsenEdn implements HistoryFormat {
  @Override
  public String name() {
    return "edn";
  }

  @Override
  public boolean recognizes(HistoryPart part) {
    return TextLines.beginning(part).stream()
        .filter(line -> !line.startsWith(";"))
        .findFirst()
        .map(line -> "{[(#".indexOf(line.charAt(0)) >= 0)
        .orElse(false);
  }

  @Override
  public History read(List<HistoryPart> parts) throws MalformedHistoryException {
    return ClientLog.history(
        calls(TextLines.only(parts)).calls(),
        new HistoryBuilder("nil"),
        ClientLog.FailedCas.SAYS_NOTHING,
        Edn::text);
  }

  static ClientCalls calls(HistoryPart part) throws MalformedHistoryException {
    ClientCalls calls = new ClientCalls();
    Edn edn = new Edn(part.bytes());
    while (edn.hasNext()) {
      Object form = edn.next();
      if (form instanceof List<?> entries) {
        for (Object entry : entries) {
          add(entry, edn.line(), calls);
        }
      } else {
        add(form, edn.line(), calls);
      }
    }
    if (calls.calls().isEmpty()) {
      throw new MalformedHistoryException("no map with :type and :value is in it");
    }
    return calls;
  }

  private static void add(Object form, long line, ClientCalls calls)
      throws MalformedHistoryException {
    if (!(form instanceof Map<?, ?> entry)) {
      throw MalformedHistoryException.atLine(
          line,
          "a map with :type and :value is wanted, found '" + TextLines.shown(Edn.text(form)) + "'");
    }
    Object process = entry.get(new Edn.Name(":process"));
    if (process instanceof Edn.Name) {
      return; // the nemesis
    }
    calls.add(
        new ClientEvent(
            line,
            Optional.ofNullable(process).map(Edn::text),
            Edn.keyword(entry.get(new Edn.Name(":type")))
                .orElseThrow(() -> MalformedHistoryException.atLine(line, ":type is missing")),
            Edn.keyword(entry.get(new Edn.Name(":f"))).orElse("txn"),
            Optional.ofNullable(entry.get(new Edn.Name(":key"))),
            entry.get(new Edn.Name(":value")),
            Optional.ofNullable(entry.get(new Edn.Name(":index"))).map(Edn::text)));
  }
}
