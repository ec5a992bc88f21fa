package io.distributeddebug.convention;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.SpanKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Folds attributes by a list of older names; of several that lead to the same stable one the first
 * in the list counts. Attributes without an older name come back as they are, at the price of one
 * look into a table for each.
 */
final class AttributeFolds {
  private static final AttributeFolds OF_RECORDS =
      new AttributeFolds(
          Stream.of(
                  HttpNames.ALL,
                  NetworkNames.ALL,
                  DatabaseNames.ALL,
                  MessagingNames.ALL,
                  RpcNames.ALL,
                  OtherNames.ALL)
              .flatMap(List::stream)
              .toList());
  private static final AttributeFolds OF_RESOURCES = new AttributeFolds(ResourceNames.RENAMED);
  private static final AttributeFolds OF_POOLS =
      new AttributeFolds(
          List.of(
              Fold.rename("pool.name", "db.client.connection.pool.name"),
              Fold.rename("state", "db.client.connection.state")));

  private final Map<String, Ranked> texts = new HashMap<>();
  private final Map<String, Ranked> numbers = new HashMap<>();

  private record Ranked(int rank, String name, Fold fold) {}

  private AttributeFolds(List<Fold.Named> folds) {
    for (int rank = 0; rank < folds.size(); rank++) {
      String name = folds.get(rank).name();
      Ranked ranked = new Ranked(rank, name, folds.get(rank).fold());
      texts.put(name, ranked);
      numbers.put(name, ranked);
    }
    // Last, when what stands under these names is settled.
    StableTypes.NUMBERS.forEach(name -> texts.put(name, retype(name)));
    StableTypes.TEXTS.forEach(name -> numbers.put(name, retype(name)));
  }

  /** Of spans, logs and metric points. */
  static AttributeFolds ofRecords() {
    return OF_RECORDS;
  }

  static AttributeFolds ofResources() {
    return OF_RESOURCES;
  }

  /** Of metrics of connection pools, whose older names say nothing elsewhere. */
  static AttributeFolds ofPools() {
    return OF_POOLS;
  }

  /**
   * @param kind of the span that has the attributes; unspecified where none has
   */
  Attributes fold(Attributes recorded, SpanKind kind) {
    List<Ranked> due = due(texts, recorded.text(), null);
    due = due(numbers, recorded.numbers(), due);
    if (due == null) {
      return recorded;
    }
    due.sort(Comparator.comparingInt(Ranked::rank));
    AttributeDraft draft = new AttributeDraft(recorded, kind);
    due.forEach(ranked -> ranked.fold.apply(ranked.name, draft));
    return draft.build();
  }

  /** Null while there is none, as in most attributes. */
  private static List<Ranked> due(Map<String, Ranked> folds, Map<String, ?> in, List<Ranked> due) {
    List<Ranked> found = due;
    for (String name : in.keySet()) {
      Ranked ranked = folds.get(name);
      if (ranked != null) {
        found = found == null ? new ArrayList<>() : found;
        found.add(ranked);
      }
    }
    return found;
  }

  private static Ranked retype(String name) {
    return new Ranked(
        Integer.MAX_VALUE,
        name,
        (same, attributes) -> {
          if (!attributes.text(same).isEmpty()) {
            attributes.put(same, attributes.value(same));
          }
        });
  }
}
