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
public record StateMapping(List<Entity> entities, List<Rule> rules, List<String> sessions)
    implements Serializable {
  private static final List<String> SESSIONS =
      List.of("session.id", "enduser.id", "user.id", "http.request.header.x-session-id");

  /** Knows nothing of the house: the conventions alone. */
  public static final StateMapping NONE = new StateMapping(List.of(), List.of(), SESSIONS);

  public StateMapping {
    entities = List.copyOf(entities);
    rules = List.copyOf(rules);
    sessions = sessions.isEmpty() ? SESSIONS : List.copyOf(sessions);
  }

  /**
   * A type of entity.
   *
   * @param keys attributes that name one of them
   */
  public record Entity(String type, List<String> keys, List<Place> places) implements Serializable {
    public Entity {
      keys = List.copyOf(keys);
      places = List.copyOf(places);
    }
  }

  /**
   * Where copies of an entity are; the first place of an entity is the source of truth.
   *
   * @param system {@code db.system.name}; empty: any
   * @param collection table or collection; empty for other places
   * @param keyPattern of keys in a key-value store, such as {@code order:{order_id}}; else empty
   * @param destination topic or queue; empty for other places
   * @param key column, or of a message the attribute, that holds the key
   * @param version column that holds the version; empty where there is none
   * @param field the one column whose value is kept; empty: none of a table, all of a key's value
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
      Optional<Field> field,
      String affectedRows,
      String role,
      boolean redact)
      implements Serializable {}

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
