package io.distributeddebug.history;

import java.util.List;
import java.util.Optional;

/** Every format of histories. A new one = its class and a line here. */
public final class HistoryFormats {
  public static List<HistoryFormat> standard() {
    return List.of(
        new EtcdLog(),
        new KeyValueLog(),
        new JepsenEdn(),
        new AwditText(),
        new PlumeText(),
        new CobraLog(),
        new DbcopBincode());
  }

  public static Optional<HistoryFormat> named(String name) {
    return standard().stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /** The format that the first file of a history looks like. */
  public static Optional<HistoryFormat> recognized(HistoryPart part) {
    return standard().stream().filter(format -> format.recognizes(part)).findFirst();
  }

  private HistoryFormats() {}
}
