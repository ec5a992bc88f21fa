package io.distributeddebug.state.extract;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a house knows of its entities: which places hold copies, which columns are keys, and what
 * its own attributes and log lines mean.
 *
 * @param sessions attributes that name a user's session, the first that is there counts
 */
public record StateMapping(
    List<Entity> entities, List<Rule> rules, List<Saga> sagas, List<String> sessions)
    implements Serializable {
  private static final List<String> SESSIONS =
      List.of("session.id", "enduser.id", "user.id", "http.request.header.x-session-id");

  /** Knows nothing of the house: the conventions alone. */
  public static final StateMapping NONE =
      new StateMapping(List.of(), List.of(), List.of(), SESSIONS);

  public StateMapping {
    entities = List.copyOf(entities);
    rules = List.copyOf(rules);
    sagas = List.copyOf(sagas);
    sessions = sessions.isEmpty() ? SESSIONS : List.copyOf(sessions);
  }

  /**
   * A type of entity.
   *
   * @param keys attributes that name one of them
   * @param itsStates {@link States#NONE} where they are not declared
   */
  public record Entity(String type, List<String> keys, List<Place> places, States itsStates)
      implements Serializable {
    public Entity {
      keys = List.copyOf(keys);
      places = List.copyOf(places);
    }

    public Optional<States> states() {
      return itsStates.allowed().isEmpty() ? Optional.empty() : Optional.of(itsStates);
    }
  }

  /**
   * The states of an entity and the steps between them.
   *
   * @param terminal states that it never leaves
   * @param allowed by state, those that may follow
   */
  public record States(
      List<String> initial, List<String> terminal, SortedMap<String, List<String>> allowed)
      implements Serializable {
    static final States NONE = new States(List.of(), List.of(), new TreeMap<>());

    public States {
      initial = List.copyOf(initial);
      terminal = List.copyOf(terminal);
      allowed = new TreeMap<>(allowed);
    }

    /** From a state that is not declared anything may follow: it is not known. */
    public boolean allows(String from, String to) {
      return !terminal.contains(from)
          && (!allowed.containsKey(from) || allowed.get(from).contains(to));
    }
  }

  /**
   * Steps over several services that are all done, or undone.
   *
   * @param correlation attribute that all of one saga have
   * @param deadlineNanos by when what failed must be undone
   */
  public record Saga(String name, String correlation, List<Step> steps, long deadlineNanos)
      implements Serializable {
    public Saga {
      steps = List.copyOf(steps);
    }

    /** Under which its steps are events. */
    public String entityType() {
      return "saga:" + name;
    }
  }

  /** A step and what undoes it, each {@code service/span name}; {@code undo} may be empty. */
  public record Step(String action, String undo) implements Serializable {}

  /**
   * Where copies of an entity are; the first place of an entity is the source of truth.
   *
   * @param system {@code db.system.name}; empty: any
   * @param collection table or collection; empty for other places
   * @param keyPattern of keys in a key-value store, such as {@code order:{order_id}}; else empty
   * @param destination topic or queue; empty for other places
   * @param key column, or of a message the attribute, that holds the key
   * @param version column that holds the version; empty where there is none
   * @param fields at most one, whose value is kept; none: nothing of a table, all of a key's value
   * @param affectedRows attribute with the number of changed rows; empty where there is none
   * @param redact keeps hashes of values only
   */
  public record Place(
      String name,
      String system,
      String collection,
      String keyPattern,
      String destination,
      String key,
      String version,
      List<Field> fields,
      String affectedRows,
      String role,
      boolean redact)
      implements Serializable {
    public Place {
      fields = List.copyOf(fields);
    }

    Optional<Field> field() {
      return fields.stream().findFirst();
    }
  }

  /** A column and the name of what it holds. */
  public record Field(String column, String name) implements Serializable {}

  /** A place with the entity whose it is. */
  record Found(Entity entity, Place place) {}

  /**
   * A rule of the house.
   *
   * @param service glob; empty: any
   * @param span glob of span names; empty: any span, or none where {@code log} is given
   * @param log text of a log line with {@code <name>} for what varies; empty: not of log lines
   * @param has attributes that must be there
   * @param emit templates by part of the event: {@code entity}, {@code key}, {@code kind}, ...
   */
  public record Rule(
      String id,
      String service,
      String span,
      String log,
      List<String> has,
      SortedMap<String, String> emit)
      implements Serializable {
    public Rule {
      has = List.copyOf(has);
      emit = Collections.unmodifiableSortedMap(new TreeMap<>(emit));
    }
  }

  Optional<Found> table(String system, String collection) {
    return find(
        place ->
            place.collection().equalsIgnoreCase(collection)
                && !collection.isEmpty()
                && isOf(place, system));
  }

  Optional<Found> destination(String name) {
    return find(place -> !name.isEmpty() && place.destination().equals(name));
  }

  Optional<Found> keyed(String system, String key) {
    return find(place -> isOf(place, system) && KeyPattern.of(place.keyPattern()).matches(key));
  }

  private static boolean isOf(Place place, String system) {
    return place.system().isEmpty() || place.system().equalsIgnoreCase(system);
  }

  private Optional<Found> find(Predicate<Place> wanted) {
    for (Entity entity : entities) {
      for (Place place : entity.places()) {
        if (wanted.test(place)) {
          return Optional.of(new Found(entity, place));
        }
      }
    }
    return Optional.empty();
  }
}
