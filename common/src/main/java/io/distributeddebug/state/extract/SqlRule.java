package io.distributeddebug.state.extract;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.state.VersionSource;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Calls of SQL databases, read by the words of their statements. */
final class SqlRule implements SpanRule {
  static final String TRANSACTION = "transaction";

  private static final Set<String> NOT_SQL =
      Set.of(
          "redis",
          "valkey",
          "keydb",
          "memcached",
          "hazelcast",
          "etcd",
          "mongodb",
          "dynamodb",
          "aws.dynamodb",
          "couchdb",
          "couchbase",
          "firestore",
          "cosmosdb",
          "azure.cosmosdb",
          "elasticsearch",
          "opensearch",
          "neo4j",
          "influxdb",
          "hbase",
          "geode");
  private static final List<String> AFFECTED =
      List.of("db.response.affected_rows", "db.rows_affected", "db.sql.rows_affected");

  private final StateMapping mapping;

  SqlRule(StateMapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public String id() {
    return "sql";
  }

  @Override
  public Answer ask(Span span, TraceSignals trace, Consumer<StateEventDraft> found) {
    DatabaseSpan call = DatabaseSpan.of(span);
    if (call.system().isEmpty() || NOT_SQL.contains(call.system())) {
      return Answer.OTHER;
    }
    SqlStatement statement =
        SqlStatement.of(
            call.text(),
            name ->
                span.attributes()
                    .get("db.query.parameter." + name)
                    .or(() -> span.attributes().get("db.statement.parameter." + name)));
    String verb =
        call.text().isEmpty()
            ? call.operation().toUpperCase(Locale.ROOT).replace("BATCH ", "")
            : statement.verb();
    StateOperation bounds = bounds(verb, call.text());
    if (bounds != null) {
      StateEventDraft draft =
          new StateEventDraft(bounds, span).of(TRANSACTION, "").at(call.place());
      draft.database = call.place();
      found.accept(draft);
      return Answer.FOUND;
    }
    String table = call.collection().isEmpty() ? statement.table() : call.collection();
    if (table.isEmpty()) {
      return Answer.nothing(
          verb.isEmpty() ? "neither statement nor table is recorded" : verb + " names no table");
    }
    if (!Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "UPSERT", "MERGE")
        .contains(verb)) {
      return Answer.nothing(verb.isEmpty() ? "the verb is not recorded" : verb + " is not of rows");
    }
    new Reading(span, call, statement, verb, mapping.table(call.system(), table), table)
        .emit(found);
    return Answer.FOUND;
  }

  private static StateOperation bounds(String verb, String text) {
    String upper = text.stripLeading().toUpperCase(Locale.ROOT);
    return switch (verb) {
      case "BEGIN" -> StateOperation.BEGIN;
      case "COMMIT" -> StateOperation.COMMIT;
      case "ROLLBACK" -> upper.startsWith("ROLLBACK TO") ? null : StateOperation.ABORT;
      case "PREPARE TRANSACTION" -> StateOperation.PREPARE;
      default -> null;
    };
  }

  /** One statement on one table. */
  private static final class Reading {
    private final Span span;
    private final DatabaseSpan call;
    private final SqlStatement statement;
    private final String verb;
    private final Optional<StateMapping.Found> mapped;
    private final String table;

    Reading(
        Span span,
        DatabaseSpan call,
        SqlStatement statement,
        String verb,
        Optional<StateMapping.Found> mapped,
        String table) {
      this.span = span;
      this.call = call;
      this.statement = statement;
      this.verb = verb;
      this.mapped = mapped;
      this.table = table;
    }

    void emit(Consumer<StateEventDraft> found) {
      if (verb.equals("SELECT") && statement.locks()) {
        found.accept(draft(StateOperation.LOCK));
      }
      switch (verb) {
        case "SELECT" -> found.accept(read());
        case "DELETE" -> {
          StateEventDraft draft = draft(StateOperation.DELETE);
          draft.value = Optional.of(StateEvent.ABSENT);
          found.accept(draft);
        }
        case "UPDATE" -> found.accept(update());
        default -> found.accept(insert());
      }
    }

    private StateEventDraft read() {
      StateEventDraft draft = draft(StateOperation.READ);
      if (call.returnedRows().isPresent() && call.returnedRows().getAsLong() == 0) {
        draft.value = Optional.of(StateEvent.ABSENT);
      }
      return draft;
    }

    private StateEventDraft insert() {
      StateEventDraft draft = draft(StateOperation.WRITE);
      value(draft, statement.set());
      version()
          .flatMap(column -> valueOf(statement.set(), column))
          .ifPresent(text -> draft.version(text, VersionSource.EXPLICIT));
      return draft;
    }

    private StateEventDraft update() {
      Optional<String> versionColumn = version();
      boolean isOfVersion =
          versionColumn.isPresent() && statement.where().containsKey(versionColumn.get());
      Optional<String> field =
          mapped.flatMap(it -> it.place().field()).map(StateMapping.Field::column);
      boolean isOfField = field.isPresent() && statement.where().containsKey(field.get());
      StateEventDraft draft;
      if (isOfVersion || isOfField) {
        draft = draft(StateOperation.CAS);
        proof(draft);
      } else {
        boolean adds =
            !statement.set().isEmpty()
                && statement.set().values().stream().allMatch(SqlStatement.Expression::increment);
        draft = draft(adds ? StateOperation.ADD : StateOperation.WRITE);
      }
      value(draft, statement.set());
      if (isOfField) {
        draft.expected = valueOf(statement.where(), field.get());
      }
      versionColumn.ifPresent(column -> version(draft, column));
      return draft;
    }

    /** No convention has a count of changed rows, so that success alone proves nothing. */
    private void proof(StateEventDraft draft) {
      if (draft.outcome != Outcome.OK) {
        return;
      }
      Attributes attributes = span.attributes();
      String named = mapped.map(it -> it.place().affectedRows()).orElse("");
      OptionalLong affected =
          DatabaseSpan.number(
              named.isEmpty()
                  ? SpanRule.first(attributes, AFFECTED)
                  : attributes.get(named).orElse(""));
      if (affected.isEmpty()) {
        draft.outcome = Outcome.UNKNOWN;
        draft.outcomeReason = "no count of changed rows is recorded";
      } else if (affected.getAsLong() == 0) {
        draft.outcome = Outcome.FAIL;
        draft.outcomeReason = "no row was changed";
      }
    }

    private void version(StateEventDraft draft, String column) {
      Optional<String> expected = valueOf(statement.where(), column);
      expected.ifPresent(text -> draft.expectedVersion = text);
      SqlStatement.Expression set = statement.set().get(column);
      if (set == null) {
        return;
      }
      if (!set.increment()) {
        set.value().ifPresent(text -> draft.version(text, VersionSource.EXPLICIT));
      } else if (expected.isPresent() && set.value().isPresent()) {
        OptionalLong from = DatabaseSpan.number(expected.get());
        OptionalLong by = DatabaseSpan.number(set.value().get());
        if (from.isPresent() && by.isPresent()) {
          draft.version(Long.toString(from.getAsLong() + by.getAsLong()), VersionSource.INFERRED);
        }
      }
    }

    private void value(StateEventDraft draft, Map<String, SqlStatement.Expression> set) {
      Optional<StateMapping.Field> field = mapped.flatMap(it -> it.place().field());
      if (field.isPresent()) {
        draft.field = field.get().name();
        draft.value = valueOf(set, field.get().column());
      }
      if (draft.kind == StateOperation.ADD && draft.value.isEmpty() && set.size() == 1) {
        draft.value = set.values().iterator().next().value();
      }
    }

    /** The mapping's column, or one that is called so. */
    private Optional<String> version() {
      String named = mapped.map(it -> it.place().version()).orElse("");
      if (!named.isEmpty()) {
        return Optional.of(named);
      }
      return statement.where().containsKey("version") || statement.set().containsKey("version")
          ? Optional.of("version")
          : Optional.empty();
    }

    private StateEventDraft draft(StateOperation kind) {
      StateEventDraft draft = new StateEventDraft(kind, span);
      draft.database = call.place();
      draft.of(mapped.map(it -> it.entity().type()).orElse(table), key());
      draft.at(mapped.map(it -> it.place().name()).orElse(call.place()));
      mapped.flatMap(it -> it.place().field()).ifPresent(field -> draft.field = field.name());
      draft.redact = mapped.map(it -> it.place().redact()).orElse(false);
      return draft;
    }

    /** Of the mapping's column, else {@code id}, else the only column that is called an id. */
    private String key() {
      Map<String, SqlStatement.Expression> given =
          verb.equals("INSERT") || verb.equals("REPLACE") ? statement.set() : statement.where();
      String named = mapped.map(it -> it.place().key()).orElse("").toLowerCase(Locale.ROOT);
      if (!named.isEmpty()) {
        return valueOf(given, named).orElse("");
      }
      if (given.containsKey("id")) {
        return valueOf(given, "id").orElse("");
      }
      List<String> ids =
          given.keySet().stream()
              .filter(column -> column.endsWith("_id") || column.equals("key"))
              .toList();
      return ids.size() == 1 ? valueOf(given, ids.get(0)).orElse("") : "";
    }

    private static Optional<String> valueOf(
        Map<String, SqlStatement.Expression> given, String column) {
      return Optional.ofNullable(given.get(column)).flatMap(SqlStatement.Expression::value);
    }
  }
}
