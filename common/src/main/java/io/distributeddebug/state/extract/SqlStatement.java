package io.distributeddebug.state.extract;

import io.distributeddebug.state.StateEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an SQL statement does to which rows, as far as a look at its words tells.
 *
 * @param verb the first word that says what is done, upper case, such as {@code SELECT}
 * @param table without its schema; empty where there is none
 * @param where columns that must equal a value; those compared otherwise or by OR are left out
 * @param set columns that are given a value, of an insert too
 * @param locks reads with a lock held until the transaction ends
 */
record SqlStatement(
    String verb,
    String table,
    Map<String, Expression> where,
    Map<String, Expression> set,
    boolean locks) {

  /**
   * What a column is compared with or set to.
   *
   * @param value empty where it is not recorded
   * @param increment of the column itself, as in {@code n = n + 1}
   */
  record Expression(Optional<String> value, boolean increment) {
    static final Expression UNKNOWN = new Expression(Optional.empty(), false);
  }

  /** Values of parameters by their name, or their index from 0. */
  interface Parameters {
    Optional<String> value(String name);
  }

  static SqlStatement of(String sql, Parameters parameters) {
    return new Reading(SqlTokens.of(sql), parameters).statement();
  }

  /** A pass over the tokens. */
  private static final class Reading {
    private final List<SqlTokens.Token> tokens;
    private final Parameters parameters;
    private final List<Integer> numberOf = new ArrayList<>();

    Reading(List<SqlTokens.Token> tokens, Parameters parameters) {
      this.tokens = tokens;
      this.parameters = parameters;
      int questionMarks = 0;
      for (SqlTokens.Token token : tokens) {
        numberOf.add(questionMarks);
        questionMarks += token.text().equals("?") ? 1 : 0;
      }
    }

    SqlStatement statement() {
      if (tokens.isEmpty()) {
        return new SqlStatement("", "", Map.of(), Map.of(), false);
      }
      String verb = verb();
      Map<String, Expression> set =
          verb.equals("INSERT") || verb.equals("REPLACE") ? inserted() : assigned();
      return new SqlStatement(verb, table(verb), compared(), set, locks());
    }

    private String verb() {
      String first = tokens.get(0).upper();
      String second = tokens.size() > 1 ? tokens.get(1).upper() : "";
      return switch (first) {
        case "START" -> second.equals("TRANSACTION") ? "BEGIN" : first;
        case "PREPARE" -> second.equals("TRANSACTION") ? "PREPARE TRANSACTION" : first;
        case "END" -> "COMMIT";
        case "WITH" ->
            tokens.stream()
                .map(SqlTokens.Token::upper)
                .filter(word -> List.of("INSERT", "UPDATE", "DELETE", "MERGE").contains(word))
                .findFirst()
                .orElse("SELECT");
        default -> first;
      };
    }

    private String table(String verb) {
      String before =
          switch (verb) {
            case "SELECT", "DELETE" -> "FROM";
            case "INSERT", "REPLACE", "MERGE" -> "INTO";
            case "UPDATE" -> "UPDATE";
            default -> "";
          };
      int at = before.isEmpty() ? -1 : find(before, 0);
      if (at < 0) {
        return "";
      }
      at++;
      while (at < tokens.size() && (tokens.get(at).is("ONLY") || tokens.get(at).is("IGNORE"))) {
        at++;
      }
      if (at >= tokens.size() || !tokens.get(at).isName()) {
        return "";
      }
      while (at + 2 < tokens.size() && tokens.get(at + 1).is(".") && tokens.get(at + 2).isName()) {
        at += 2;
      }
      return tokens.get(at).text();
    }

    private boolean locks() {
      for (int i = 0; i + 1 < tokens.size(); i++) {
        if (tokens.get(i).is("FOR")
            && (tokens.get(i + 1).is("UPDATE") || tokens.get(i + 1).is("SHARE"))) {
          return true;
        }
      }
      return false;
    }

    private Map<String, Expression> compared() {
      Map<String, Expression> equal = new LinkedHashMap<>();
      int from = find("WHERE", 0);
      int to =
          from < 0 ? -1 : end(from + 1, List.of("GROUP", "ORDER", "LIMIT", "RETURNING", "FOR"));
      for (int i = from + 1; from >= 0 && i < to; i++) {
        if (tokens.get(i).is("OR")) {
          return Map.of();
        }
      }
      for (int i = from + 1; from >= 0 && i + 2 < to + 1 && i + 1 < tokens.size(); i++) {
        if (tokens.get(i).isName() && tokens.get(i + 1).is("=")) {
          int value = i + 2;
          int end = endOfTerm(value, to);
          equal.putIfAbsent(lower(tokens.get(i)), single(value, end));
        }
      }
      return equal;
    }

    private int endOfTerm(int from, int to) {
      int depth = 0;
      for (int i = from; i < to; i++) {
        SqlTokens.Token token = tokens.get(i);
        depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        if (depth < 0 || (depth == 0 && (token.is("AND") || token.is(",") || token.is(";")))) {
          return i;
        }
      }
      return to;
    }

    private Map<String, Expression> assigned() {
      Map<String, Expression> set = new LinkedHashMap<>();
      int from = find("SET", 0);
      int to = from < 0 ? -1 : end(from + 1, List.of("WHERE", "RETURNING", "FROM"));
      int i = from + 1;
      while (from >= 0 && i + 2 < to + 1) {
        int end = endOfTerm(i, to);
        if (i + 1 < end && tokens.get(i).isName() && tokens.get(i + 1).is("=")) {
          set.put(lower(tokens.get(i)), assignment(lower(tokens.get(i)), i + 2, end));
        }
        i = end + 1;
      }
      return set;
    }

    private Expression assignment(String column, int from, int end) {
      boolean increment =
          end - from == 3
              && tokens.get(from).isName()
              && lower(tokens.get(from)).equals(column)
              && (tokens.get(from + 1).is("+") || tokens.get(from + 1).is("-"));
      return increment ? new Expression(value(from + 2), true) : single(from, end);
    }

    /** Columns and values of the one row that is put in; nothing of several rows. */
    private Map<String, Expression> inserted() {
      int columns = find("(", 0);
      int word = find("VALUES", 0);
      int values = word < 0 ? -1 : find("(", word);
      if (columns < 0 || values < 0 || columns > word) {
        return Map.of();
      }
      Map<String, Expression> set = new LinkedHashMap<>();
      int column = columns + 1;
      int at = values + 1;
      while (column < word && tokens.get(column).isName() && at < tokens.size()) {
        int end = endOfTerm(at, tokens.size());
        set.put(lower(tokens.get(column)), single(at, end));
        column += 2;
        if (end >= tokens.size() || tokens.get(end).is(")")) {
          boolean another = end + 1 < tokens.size() && tokens.get(end + 1).is(",");
          return another ? Map.of() : set;
        }
        at = end + 1;
      }
      return set;
    }

    private Expression single(int from, int end) {
      int to = end;
      if (to - from >= 3 && tokens.get(from + 1).is("::")) {
        to = from + 1; // a PostgreSQL cast
      }
      return to - from == 1 ? new Expression(value(from), false) : Expression.UNKNOWN;
    }

    private Optional<String> value(int at) {
      SqlTokens.Token token = tokens.get(at);
      return switch (token.type()) {
        case STRING ->
            token.text().matches("\\?|\\*+|x+") ? Optional.empty() : Optional.of(token.text());
        case NUMBER -> Optional.of(token.text());
        case PARAMETER -> parameter(at, token.text());
        case WORD ->
            token.is("NULL")
                ? Optional.of(StateEvent.ABSENT)
                : token.is("TRUE") || token.is("FALSE")
                    ? Optional.of(token.text().toLowerCase(Locale.ROOT))
                    : Optional.empty();
        default -> Optional.empty();
      };
    }

    private Optional<String> parameter(int at, String text) {
      if (text.equals("?")) {
        return parameters.value(Integer.toString(numberOf.get(at)));
      }
      String name = text.substring(1);
      if (text.charAt(0) == '$' && name.matches("[0-9]{1,4}")) {
        return parameters.value(Integer.toString(Integer.parseInt(name) - 1));
      }
      return parameters.value(name);
    }

    private int end(int from, List<String> words) {
      int depth = 0;
      for (int i = from; i < tokens.size(); i++) {
        SqlTokens.Token token = tokens.get(i);
        depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        if (depth <= 0 && (words.stream().anyMatch(token::is) || token.is(";"))) {
          return i;
        }
      }
      return tokens.size();
    }

    private int find(String word, int from) {
      for (int i = from; i < tokens.size(); i++) {
        if (tokens.get(i).is(word)) {
          return i;
        }
      }
      return -1;
    }

    private static String lower(SqlTokens.Token token) {
      return token.text().toLowerCase(Locale.ROOT);
    }
  }
}
