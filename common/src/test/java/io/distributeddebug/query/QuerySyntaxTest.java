package io.distributeddebug.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a query, and how what is none is answered. */
class QuerySyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ .http.status_code >= 500 && duration > 1.5s }",
        "{ span.\"a key with spaces\" = `raw \\d` }",
        "{ resource.service.name =~ \"cart|payment\" && kind = client }",
        "{ event:name = \"exception\" || event:timeSinceStart < 10ms }",
        "{ link:traceID != \"\" && instrumentation:name = \"grpc\" }",
        "{ parent.span.a = 1 && parent.resource.b = \"x\" && parent.c != nil && parent = nil }",
        "{ !(.a = 1) && -(duration) < -1m30s && (.b + 2) * 3 ^ 2 % 5 > 1e3 }",
        "{ status = error && statusMessage !~ \".*deadline.*\" } // what failed otherwise",
        "{ trace:duration > 1h && rootName = \"GET /\" && trace:rootService = \"web\" }",
        "{ .a } > { .b } >> { .c } < { .d } << { .e } ~ { .f }",
        "{ .a } !> { .b } !>> { .c } !< { .d } !<< { .e } !~ { .f }",
        "{ .a } &> { .b } &>> { .c } &< { .d } &<< { .e } &~ { .f }",
        "({ .a } | count() > 1) && ({ .b } || { .c })",
        "{ .a } | by(resource.service.name) | count() > 2 | coalesce() | select(.b, name)",
        "count() > 2 | { .a } | avg(duration) / 2 >= 100ms + 1us | max(.size) > -3",
        "({ .a } | count()) * 2 > ({ .b } | count())",
        "{ nestedSetParent < 0 && childCount > 3 && nestedSetLeft = 1 }"
      })
  void theseAreQueries(String query) {
    assertThatCode(() -> TraceQuery.parse(query)).doesNotThrowAnyException();
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    assertThat(answer("{ .a = 1 && }"))
        .isEqualTo(
            """
            expected a field or a value, found '}'
            { .a = 1 && }
                        ^""");
    assertThat(answer("{ .a = 1"))
        .isEqualTo(
            """
            expected an operator or '}', found the end
            { .a = 1
                    ^""");
    assertThat(answer("{ status_code = 500 }"))
        .isEqualTo(
            """
            there is no field 'status_code': write attributes as .status_code or span.status_code, text in quotes
            { status_code = 500 }
              ^""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " | 0 | expected '{', '(' or a function, found the end",
        "true | 0 | expected '{', '(' or a function, found 'true'",
        "{ . } | 3 | the name of an attribute is missing",
        "{ .a == 4 } | 6 | expected a field or a value, found '='",
        "{ .a = \"b } | 7 | the text that begins here has no end",
        "{ .a = 5x } | 8 | expected an operator or '}', found 'x'",
        "{ duration > 5mm } | 13 | '5mm' is no duration: write it as 1.5s, 100ms or 1h30m",
        "{ span:size > 5 } | 2 | there is no field 'span:size'",
        "{ name } | 2 | a filter must be true or false, and this is text",
        "{ name = 3 } | 7 | cannot compare text with a number",
        "{ status > ok } | 9 | a status is compared with = and != alone",
        "{ .a > nil } | 5 | nil is compared with = and != alone",
        "{ .a =~ \"[\" } | 8 | the pattern cannot be read: error parsing regexp: missing closing ]: `[`",
        "{ .a =~ .b } | 8 | after '=~' stands a pattern in quotes",
        "{ 1 + true = 1 } | 4 | '+' takes numbers, and after it stands true or false",
        "{ -name = 1 } | 2 | '-' stands before numbers, not before text",
        "{ !duration } | 2 | '!' turns true into false, and after it stands a number",
        "{ .a >> .b } | 5 | '>>' stands between filters, not in one",
        "{ .a } + { .b } | 7 | '+' has no meaning between sets of spans",
        "{ .a } = { .b } | 7 | '=' has no meaning between sets of spans",
        "{ .a } | count() | 0 | a number alone filters nothing: compare it, as in count() > 2",
        "count() > 3 && { .a } | 12 | a comparison of numbers is a stage of its own, after a pipe",
        "{ .a } > 3 | 7 | '>' cannot stand between a number and a set of spans",
        "3 = 2 | 2 | neither side depends on the spans: compare count() or avg(...)",
        "max(name) > 1 | 4 | max(...) takes a number, not text",
        "sum(3) > 1 | 4 | sum(...) must name a field of spans",
        "coalesce() | 0 | coalesce() needs something before it",
        "{} | by(1) | 5 | by(...) must name a field of spans",
        "{} | select(1) | 12 | select(...) takes fields, not '1'",
        "{} | rate() | 5 | 'rate' asks for metrics, and the answer here is traces: see compare and latency",
        "{} | median(duration) > 1 | 5 | there is no function 'median': write count(), avg, min, max, sum, by, coalesce or select",
        "{} {} | 3 | expected '|' or the end, found '{'",
        "{ .a = \"\\d\" } | 8 | no such escape: write \\\\ for a backslash, or quote with ` instead of \"",
        "{ .a # } | 5 | '#' has no meaning here"
      })
  void theseAreNone(String row) {
    // The last two columns are position and message; a query has pipes of its own.
    int message = row.lastIndexOf(" | ");
    int position = row.lastIndexOf(" | ", message - 1);
    String query = row.substring(0, position);
    QuerySyntaxException problem = problem(query);
    assertThat(problem).hasMessage(row.substring(message + 3));
    assertThat(problem.position())
        .isEqualTo(Integer.parseInt(row.substring(position + 3, message)));
  }

  @Test
  void whatIsNestedTooDeepIsAnsweredToo() {
    assertThat(problem("(".repeat(5000)))
        .hasMessage("brackets and signs stand in each other more than 200 deep");
    assertThat(problem("{ " + "!".repeat(5000)))
        .hasMessage("brackets and signs stand in each other more than 200 deep");
  }

  @Test
  void aLongQueryIsShownAroundTheMistake() {
    String pointer = problem("{ " + ".attribute = 1 && ".repeat(20) + "# }").pointer();
    String[] lines = pointer.split("\n", -1);
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).startsWith("…").hasSizeLessThan(100);
    assertThat(lines[0].charAt(lines[1].indexOf('^'))).isEqualTo('#');
  }

  private static String answer(String query) {
    QuerySyntaxException problem = problem(query);
    return problem.getMessage() + "\n" + problem.pointer();
  }

  private static QuerySyntaxException problem(String query) {
    QuerySyntaxException problem =
        catchThrowableOfType(QuerySyntaxException.class, () -> TraceQuery.parse(query));
    assertThat(problem).as(query).isNotNull();
    return problem;
  }
}
