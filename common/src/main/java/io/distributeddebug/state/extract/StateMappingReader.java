package io.distributeddebug.state.extract;

import io.distributeddebug.format.InvalidMappingException;
import io.distributeddebug.format.YamlMap;
import io.distributeddebug.state.StateOperation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads a {@link StateMapping} from YAML, and refuses what it does not understand. */
public final class StateMappingReader {
  static final List<String> EMITTED =
      List.of(
          "entity",
          "key",
          "kind",
          "value",
          "before",
          "expected",
          "version",
          "expected_version",
          "place",
          "field",
          "epoch",
          "session",
          "transaction");

  private StateMappingReader() {}

  /**
   * Reads one mapping file; an empty one maps nothing.
   *
   * @throws InvalidMappingException with line and column
   */
  public static StateMapping read(String file, String yaml) {
    YamlMap root = YamlMap.parse(file, yaml).allowing("entities", "rules", "sagas", "sessions");
    List<StateMapping.Entity> entities = new ArrayList<>();
    root.map("entities")
        .ifPresent(types -> types.keys().forEach(type -> entities.add(entity(type, types))));
    List<StateMapping.Saga> sagas = new ArrayList<>();
    root.map("sagas").ifPresent(all -> all.keys().forEach(name -> sagas.add(saga(name, all))));
    return new StateMapping(
        entities,
        root.maps("rules").stream().map(StateMappingReader::rule).toList(),
        sagas,
        root.texts("sessions"));
  }

  private static StateMapping.Entity entity(String type, YamlMap types) {
    YamlMap yaml = types.map(type).orElseThrow().allowing("keys", "places", "states");
    List<String> keys = yaml.texts("keys");
    if (keys.isEmpty()) {
      throw yaml.problem("key 'keys' is missing: which attributes name a " + type);
    }
    return new StateMapping.Entity(
        type,
        keys,
        yaml.maps("places").stream().map(StateMappingReader::place).toList(),
        yaml.map("states").map(StateMappingReader::states).orElse(StateMapping.States.NONE));
  }

  private static StateMapping.States states(YamlMap yaml) {
    yaml.allowing("initial", "terminal", "allowed");
    YamlMap allowed =
        yaml.map("allowed").orElseThrow(() -> yaml.problem("key 'allowed' is missing"));
    SortedMap<String, List<String>> steps = new TreeMap<>();
    allowed.keys().forEach(state -> steps.put(state, allowed.texts(state)));
    return new StateMapping.States(yaml.texts("initial"), yaml.texts("terminal"), steps);
  }

  private static StateMapping.Saga saga(String name, YamlMap sagas) {
    YamlMap yaml = sagas.map(name).orElseThrow().allowing("correlation", "steps", "deadline");
    List<StateMapping.Step> steps = new ArrayList<>();
    for (YamlMap step : yaml.maps("steps")) {
      step.allowing("do", "undo");
      steps.add(new StateMapping.Step(step.required("do"), step.text("undo").orElse("")));
    }
    if (steps.isEmpty()) {
      throw yaml.problem("key 'steps' is missing or empty");
    }
    return new StateMapping.Saga(
        name, yaml.required("correlation"), steps, duration(yaml, "deadline"));
  }

  private static long duration(YamlMap yaml, String key) {
    String text = yaml.required(key);
    if (!text.matches("[0-9]{1,6}[smh]")) {
      throw yaml.problem(key, "a duration such as 90s, 10m or 1h is wanted");
    }
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    long seconds = text.endsWith("s") ? 1 : text.endsWith("m") ? 60 : 3_600;
    return count * seconds * 1_000_000_000L;
  }

  private static StateMapping.Place place(YamlMap yaml) {
    yaml.allowing(
        "place",
        "system",
        "collection",
        "key_pattern",
        "destination",
        "key",
        "version",
        "fields",
        "affected_rows",
        "role",
        "redact");
    if (!yaml.has("collection") && !yaml.has("key_pattern") && !yaml.has("destination")) {
      throw yaml.problem("one of collection, key_pattern and destination is needed");
    }
    return new StateMapping.Place(
        yaml.required("place"),
        yaml.text("system").orElse(""),
        yaml.text("collection").orElse(""),
        yaml.text("key_pattern").orElse(""),
        yaml.text("destination").orElse(""),
        yaml.text("key").orElse(""),
        yaml.text("version").orElse("").toLowerCase(Locale.ROOT),
        fields(yaml),
        yaml.text("affected_rows").orElse(""),
        yaml.text("role").orElse(""),
        yaml.text("redact").map(text -> flag(yaml, text)).orElse(false));
  }

  private static List<StateMapping.Field> fields(YamlMap place) {
    Optional<YamlMap> fields = place.map("fields");
    if (fields.isEmpty()) {
      return List.of();
    }
    if (fields.get().keys().size() != 1) {
      throw fields.get().problem("one field is kept of a place: the one that tells its state");
    }
    String column = fields.get().keys().iterator().next();
    return List.of(
        new StateMapping.Field(
            column.toLowerCase(Locale.ROOT), fields.get().text(column).orElseThrow()));
  }

  private static boolean flag(YamlMap yaml, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw yaml.problem("redact", "it is true or false");
    }
    return text.equals("true");
  }

  private static StateMapping.Rule rule(YamlMap yaml) {
    yaml.allowing("id", "when", "emit");
    YamlMap when =
        yaml.map("when")
            .orElseThrow(() -> yaml.problem("key 'when' is missing"))
            .allowing("service", "span", "log", "has");
    YamlMap emit =
        yaml.map("emit")
            .orElseThrow(() -> yaml.problem("key 'emit' is missing"))
            .allowing(EMITTED.toArray(String[]::new));
    SortedMap<String, String> parts = new TreeMap<>();
    emit.keys().forEach(part -> parts.put(part, emit.text(part).orElseThrow()));
    emit.required("entity");
    String kind = emit.required("kind");
    if (StateOperation.named(kind).isEmpty()) {
      throw emit.problem(
          "kind",
          "unknown kind '%s'; there are: %s"
              .formatted(
                  kind,
                  Arrays.stream(StateOperation.values())
                      .map(StateOperation::word)
                      .collect(Collectors.joining(", "))));
    }
    if (!when.has("span") && !when.has("log") && !when.has("has")) {
      throw when.problem("one of span, log and has is needed, else the rule means every span");
    }
    return new StateMapping.Rule(
        yaml.required("id"),
        when.text("service").orElse(""),
        when.text("span").orElse(""),
        when.text("log").orElse(""),
        when.texts("has"),
        parts);
  }
}
