package io.distributeddebug.jobs.query;

import io.distributeddebug.jobs.fault.UserError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A query that may only read the registered views. Judged by its parsed plan before anything of it
 * runs: Spark has no restricted mode of its own. What is not known to be harmless is refused.
 */
final class ReadOnlyQuery {
  /**
   * Plan nodes of a query; commands, scripts, writes and dynamic identifiers are not among them.
   */
  private static final Set<String> PLAN_NODES =
      Set.of(
          "Aggregate",
          "CTERelationDef",
          "CTERelationRef",
          "Deduplicate",
          "Distinct",
          "Except",
          "Expand",
          "Filter",
          "Generate",
          "GlobalLimit",
          "InlineTable",
          "Intersect",
          "Join",
          "LateralJoin",
          "LocalLimit",
          "LocalRelation",
          "Offset",
          "OneRowRelation",
          "Pivot",
          "PipeOperator",
          "Project",
          "Range",
          "Repartition",
          "ResolvedInlineTable",
          "Sample",
          "Sort",
          "SubqueryAlias",
          "Tail",
          "Union",
          "UnresolvedHaving",
          "UnresolvedHint",
          "UnresolvedInlineTable",
          "UnresolvedOrderBy",
          "UnresolvedRelation",
          "UnresolvedSubqueryColumnAliases",
          "UnresolvedTVFAliases",
          "UnresolvedTableValuedFunction",
          "UnresolvedTransposed",
          "UnresolvedWith",
          "Unpivot",
          "Values",
          "Window",
          "WithWindowDefinition");

  private static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "range",
          "explode",
          "explode_outer",
          "posexplode",
          "posexplode_outer",
          "inline",
          "inline_outer",
          "stack",
          "json_tuple",
          "variant_explode",
          "variant_explode_outer");

  /** They call any Java method, or reach beyond the session. */
  private static final Set<String> FORBIDDEN_FUNCTIONS =
      Set.of(
          "reflect",
          "try_reflect",
          "java_method",
          "input_file_name",
          "input_file_block_start",
          "input_file_block_length");

  private final Set<String> tables;
  private final Set<String> queryNames = new HashSet<>();

  private ReadOnlyQuery(Set<String> tables) {
    this.tables = tables;
  }

  /**
   * Refuses what may do more than read.
   *
   * @param tables the names that the query may read, in lower case
   * @throws UserError with exit code 2, naming what is refused
   */
  static void check(SparkSession session, String text, Set<String> tables) {
    LogicalPlan plan;
    try {
      plan = session.sessionState().sqlParser().parsePlan(text);
    } catch (ParseException e) {
      throw UserError.usage(
          "Cannot understand the query: " + firstLine(e.getMessage()), "Give one SELECT.");
    }
    ReadOnlyQuery query = new ReadOnlyQuery(tables);
    query.walk(plan);
  }

  static String firstLine(String message) {
    return message == null ? "no reason given" : message.strip().lines().findFirst().orElse("");
  }

  private void walk(LogicalPlan root) {
    List<UnresolvedRelation> relations = new ArrayList<>();
    Deque<LogicalPlan> plans = new ArrayDeque<>();
    plans.push(root);
    while (!plans.isEmpty()) {
      LogicalPlan plan = plans.pop();
      String node = plan.getClass().getSimpleName();
      if (!PLAN_NODES.contains(node.replace("$", ""))) {
        throw refused(node);
      }
      if (plan instanceof UnresolvedRelation relation) {
        relations.add(relation);
      }
      if (plan instanceof UnresolvedTableValuedFunction function) {
        String name = last(CollectionConverters.asJava(function.name()));
        if (function.name().size() != 1 || !TABLE_FUNCTIONS.contains(name)) {
          throw refused("table function " + name);
        }
      }
      if (plan instanceof UnresolvedWith with) {
        CollectionConverters.asJava(with.cteRelations())
            .forEach(
                named -> {
                  queryNames.add(named._1().toLowerCase(Locale.ROOT));
                  plans.push(named._2());
                });
      }
      CollectionConverters.asJava(plan.children()).forEach(plans::push);
      CollectionConverters.asJava(plan.expressions())
          .forEach(expression -> walk(expression, plans));
    }
    relations.forEach(this::checkRelation);
  }

  private static void walk(Expression root, Deque<LogicalPlan> plans) {
    Deque<Expression> expressions = new ArrayDeque<>();
    expressions.push(root);
    while (!expressions.isEmpty()) {
      Expression expression = expressions.pop();
      String node = expression.getClass().getSimpleName();
      if (node.contains("UnresolvedIdentifier") || node.contains("Reflection")) {
        throw refused(node);
      }
      if (expression instanceof UnresolvedFunction function) {
        String name = last(CollectionConverters.asJava(function.nameParts()));
        if (FORBIDDEN_FUNCTIONS.contains(name)) {
          throw refused("function " + name);
        }
      }
      if (expression instanceof PlanExpression<?> subquery
          && subquery.plan() instanceof LogicalPlan plan) {
        plans.push(plan);
      }
      CollectionConverters.asJava(expression.children()).forEach(expressions::push);
    }
  }

  private void checkRelation(UnresolvedRelation relation) {
    List<String> parts = CollectionConverters.asJava(relation.multipartIdentifier());
    String name = String.join(".", parts);
    boolean known =
        parts.size() == 1
            && (tables.contains(name.toLowerCase(Locale.ROOT))
                || queryNames.contains(name.toLowerCase(Locale.ROOT)));
    if (!known) {
      throw UserError.usage(
          "Cannot find table '" + name + "'",
          "There are: " + String.join(", ", tables.stream().sorted().toList()) + ".");
    }
  }

  private static String last(List<String> parts) {
    return parts.get(parts.size() - 1).toLowerCase(Locale.ROOT);
  }

  private static UserError refused(String what) {
    return UserError.usage(
        "Cannot run the query: " + what + " is not allowed, it may only read the lake's tables",
        "Give one SELECT over the tables that distributed-debug tables lists.");
  }
}
