package io.distributeddebug.jobs.query;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.query.Attribute;
import io.distributeddebug.query.Field;
import io.distributeddebug.query.FieldExpression;
import io.distributeddebug.query.Intrinsic;
import io.distributeddebug.query.Operator;
import io.distributeddebug.query.Value;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/**
 * Conditions on spans as columns of table {@code spans}: true for every span that fulfils the
 * condition, and perhaps for others. What cannot be said so is left out.
 *
 * @param keysOfResources attributes that the query names without a scope and some resource has
 */
record Pushdown(Set<String> keysOfResources) {
  Pushdown {
    keysOfResources = Set.copyOf(keysOfResources);
  }

  /** Empty where nothing of the condition can be asked of the table. */
  Optional<Column> of(FieldExpression condition) {
    if (condition instanceof FieldExpression.Presence presence
        && presence.wanted()
        && presence.operand() instanceof FieldExpression.Reference reference) {
      return ofAny(
          reference.field(), key -> Optional.of(text(key).isNotNull().or(number(key).isNotNull())));
    }
    if (!(condition instanceof FieldExpression.Binary binary)) {
      return Optional.empty();
    }
    Optional<Column> left = of(binary.left());
    Optional<Column> right = of(binary.right());
    return switch (binary.operator()) {
      case AND ->
          left.isPresent() && right.isPresent()
              ? Optional.of(left.get().and(right.get()))
              : left.or(() -> right);
      case OR ->
          left.isPresent() && right.isPresent()
              ? Optional.of(left.get().or(right.get()))
              : Optional.empty();
      default -> comparison(binary);
    };
  }

  private Optional<Column> comparison(FieldExpression.Binary binary) {
    if (binary.left() instanceof FieldExpression.Reference reference
        && binary.right() instanceof FieldExpression.Constant constant) {
      return comparison(binary.operator(), reference.field(), constant.value());
    }
    if (binary.left() instanceof FieldExpression.Constant constant
        && binary.right() instanceof FieldExpression.Reference reference) {
      return comparison(turned(binary.operator()), reference.field(), constant.value());
    }
    return Optional.empty();
  }

  private static Operator turned(Operator operator) {
    return switch (operator) {
      case LESS -> Operator.GREATER;
      case LESS_EQUAL -> Operator.GREATER_EQUAL;
      case GREATER -> Operator.LESS;
      case GREATER_EQUAL -> Operator.LESS_EQUAL;
      default -> operator;
    };
  }

  private Optional<Column> comparison(Operator operator, Field field, Value value) {
    boolean isEqual = operator == Operator.EQUAL;
    if (value instanceof Value.Status status && field == Intrinsic.STATUS && isEqual) {
      return Optional.of(
          coalesce(Spans.STATUS.column(), lit("UNSET")).equalTo(status.status().name()));
    }
    if (value instanceof Value.Kind kind && field == Intrinsic.KIND && isEqual) {
      return Optional.of(
          coalesce(Spans.KIND.column(), lit("UNSPECIFIED")).equalTo(kind.kind().name()));
    }
    if (value instanceof Value.Quantity number) {
      if (field == Intrinsic.DURATION) {
        Column duration = greatest(Spans.DURATION_NANOS.column(), lit(0L)).cast("double");
        return compared(operator, duration, number.number());
      }
      return ofAny(
          field,
          key ->
              compared(
                  operator, coalesce(number(key), text(key).try_cast("double")), number.number()));
    }
    if (value instanceof Value.Text text && isEqual) {
      return equal(field, text);
    }
    return Optional.empty();
  }

  private Optional<Column> equal(Field field, Value.Text value) {
    if (value.asNumber().isPresent()) {
      return Optional.empty(); // "5" also equals the number
    }
    if (field == Intrinsic.NAME) {
      return Optional.of(Spans.NAME.column().equalTo(value.text()));
    }
    if (field instanceof Attribute attribute
        && !attribute.ofParent()
        && attribute.scope() == Attribute.Scope.RESOURCE) {
      return switch (attribute.key()) {
        case "service.name" -> Optional.of(Spans.SERVICE.column().equalTo(value.text()));
        case "service.version" -> Optional.of(Spans.VERSION.column().equalTo(value.text()));
        default -> Optional.empty();
      };
    }
    return ofAny(field, key -> Optional.of(text(key).equalTo(value.text())));
  }

  /** Of each name that it may be stored under, where the span's own attributes alone decide. */
  private Optional<Column> ofAny(Field field, Function<String, Optional<Column>> condition) {
    if (!(field instanceof Attribute attribute) || attribute.ofParent()) {
      return Optional.empty();
    }
    Optional<Column> any = Optional.empty();
    for (Attribute stored : attribute.stored()) {
      if (stored.scope() == Attribute.Scope.SPAN) {
        Optional<Column> one = condition.apply(stored.key());
        any = any.isPresent() ? any.flatMap(before -> one.map(before::or)) : one;
      } else if (stored.scope() != Attribute.Scope.RESOURCE
          || keysOfResources.contains(stored.key())) {
        return Optional.empty();
      }
    }
    return any;
  }

  private static Column text(String key) {
    return Spans.ATTRIBUTES.column().getItem(key);
  }

  private static Column number(String key) {
    return Spans.ATTRIBUTES_NUMBER.column().getItem(key);
  }

  private static Optional<Column> compared(Operator operator, Column column, double number) {
    return switch (operator) {
      case EQUAL -> Optional.of(column.equalTo(number));
      case NOT_EQUAL -> Optional.of(column.notEqual(number));
      case LESS -> Optional.of(column.lt(number));
      case LESS_EQUAL -> Optional.of(column.leq(number));
      case GREATER -> Optional.of(column.gt(number));
      case GREATER_EQUAL -> Optional.of(column.geq(number));
      default -> Optional.empty();
    };
  }
}
