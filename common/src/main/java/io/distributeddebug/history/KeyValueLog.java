package io.distributeddebug.history;

import java.util.List;

/**
 * Logs of a store of texts, as kept by Porcupine: EDN maps with {@code :process :type :f :key
 * :value}, where {@code :f} is get, put or append. A key that nobody has written holds the empty
 * text.
 */
final class KeyValueLog implements HistoryFormat {
  @Override
  public String name() {
    return "kv";
  }

  @Override
  public boolean recognizes(HistoryPart part) {
    return TextLines.beginning(part).stream()
        .findFirst()
        .map(line -> line.startsWith("{:process") && line.contains(":key"))
        .orElse(false);
  }

  @Override
  public History read(List<HistoryPart> parts) throws MalformedHistoryException {
    return ClientLog.history(
        JepsenEdn.calls(TextLines.only(parts)).calls(),
        new HistoryBuilder("").quoted(),
        ClientLog.FailedCas.SAYS_NOTHING,
        form -> form instanceof String text ? text : Edn.text(form));
  }
}
