package io.distributeddebug.format;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML mapping read strictly: plain scalars, lists and maps. Aliases, anchors, tags and keys
 * given twice are refused, and so are keys that nobody asks for; every refusal names line and
 * column.
 */
public final class YamlMap {
  private static final int LONGEST_FILE_CHARS = 1 << 20;
  private static final int DEPTH = 30;

  private final String file;
  private final Node node;
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Map<String, Node> values;

  private YamlMap(String file, Node node) {
    this.file = file;
    this.node = node;
    this.values = entries(node);
  }

  public static YamlMap parse(String file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LONGEST_FILE_CHARS);
    options.setNestingDepthLimit(DEPTH);
    Yaml yaml = new Yaml(options);
    try {
      for (Event event : yaml.parse(new StringReader(text))) {
        refuseCleverness(file, event);
      }
      Node root = yaml.compose(new StringReader(text));
      if (root == null) {
        throw new InvalidMappingException("Cannot read mapping %s: it is empty".formatted(file));
      }
      return new YamlMap(file, root);
    } catch (MarkedYAMLException broken) {
      throw problem(file, broken.getProblemMark(), broken.getProblem());
    } catch (YAMLException broken) {
      throw new InvalidMappingException(
          "Cannot read mapping %s: %s".formatted(file, firstLine(broken.getMessage())));
    }
  }

  /** Refuses keys that are none of these. */
  public YamlMap allowing(String... known) {
    for (Map.Entry<String, Node> entry : values.entrySet()) {
      if (!List.of(known).contains(entry.getKey())) {
        throw problem(
            file,
            keys.get(entry.getKey()).getStartMark(),
            "unknown key '%s'%s; known here: %s"
                .formatted(
                    entry.getKey(),
                    nearest(entry.getKey(), known),
                    String.join(", ", new TreeSet<>(List.of(known)))));
      }
    }
    return this;
  }

  private static String nearest(String key, String... known) {
    return Arrays.stream(known)
        .filter(name -> distance(key, name) <= 2)
        .min(Comparator.comparingInt(name -> distance(key, name)))
        .map(name -> ", did you mean '" + name + "'?")
        .orElse("");
  }

  /** Insertions, deletions and replacements of single characters (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = IntStream.rangeClosed(0, other.length()).toArray();
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }

  public Collection<String> keys() {
    return values.keySet();
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(this::scalar);
  }

  public String required(String key) {
    return text(key).orElseThrow(() -> problem("key '%s' is missing".formatted(key)));
  }

  /** A list of scalars; a single scalar is a list of one, absence an empty list. */
  public List<String> texts(String key) {
    Node value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof SequenceNode list) {
      return list.getValue().stream().map(this::scalar).toList();
    }
    return List.of(scalar(value));
  }

  public Optional<YamlMap> map(String key) {
    return Optional.ofNullable(values.get(key)).map(value -> new YamlMap(file, value));
  }

  /** A list of maps; a single map is a list of one, absence an empty list. */
  public List<YamlMap> maps(String key) {
    Node value = values.get(key);
    if (value == null) {
      return List.of();
    }
    List<YamlMap> maps = new ArrayList<>();
    if (value instanceof SequenceNode list) {
      list.getValue().forEach(element -> maps.add(new YamlMap(file, element)));
    } else {
      maps.add(new YamlMap(file, value));
    }
    return maps;
  }

  public boolean isScalar(String key) {
    return values.get(key) instanceof ScalarNode;
  }

  /** At this map's place. */
  public InvalidMappingException problem(String why) {
    return problem(file, node.getStartMark(), why);
  }

  /** At the place of a key's value. */
  public InvalidMappingException problem(String key, String why) {
    return problem(file, values.getOrDefault(key, node).getStartMark(), why);
  }

  private Map<String, Node> entries(Node map) {
    if (!(map instanceof MappingNode mapping)) {
      throw problem(file, map.getStartMark(), "a map of keys and values is expected here");
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode());
      keys.putIfAbsent(key, tuple.getKeyNode());
      if (entries.put(key, tuple.getValueNode()) != null) {
        throw problem(
            file, tuple.getKeyNode().getStartMark(), "key '%s' is given twice".formatted(key));
      }
    }
    return entries;
  }

  private String scalar(Node value) {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw problem(file, value.getStartMark(), "a single value is expected here");
  }

  private static void refuseCleverness(String file, Event event) {
    boolean tagged =
        (event instanceof ScalarEvent scalar && scalar.getTag() != null)
            || (event instanceof CollectionStartEvent start && start.getTag() != null);
    boolean anchored =
        (event instanceof ScalarEvent scalar && scalar.getAnchor() != null)
            || (event instanceof CollectionStartEvent start && start.getAnchor() != null);
    if (event instanceof AliasEvent || anchored) {
      throw problem(file, event.getStartMark(), "anchors and aliases are not read; write it out");
    }
    if (tagged) {
      throw problem(file, event.getStartMark(), "tags are not read; leave it out");
    }
  }

  private static InvalidMappingException problem(String file, Mark mark, String why) {
    String place =
        mark == null
            ? ""
            : ", line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
    return new InvalidMappingException(
        "Cannot read mapping %s%s: %s".formatted(file, place, firstLine(why)));
  }

  private static String firstLine(String text) {
    return text == null ? "broken YAML" : text.lines().findFirst().orElse("broken YAML");
  }
}
