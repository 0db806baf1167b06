package org.duetml.app.table;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duetml.app.UsageException;
import org.duetml.config.Closest;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.ValueText;

/**
 * A condition on a column that rows are chosen by. A missing value meets only {@code =} and {@code
 * in} with an empty value, and {@code !=} with any other.
 *
 * @param column its place in the rows
 * @param operator how it is compared
 * @param texts what with: categories
 * @param numbers what with: numbers, NaN for missing; empty for a column of texts
 */
record Condition(int column, Operator operator, List<String> texts, double[] numbers) {
  private static final Pattern FORM =
      Pattern.compile("(.+?)\\s*(!=|<=|>=|=|<|>|\\sin\\s)\\s*(.*)", Pattern.DOTALL);

  /** How a value is compared with those of the condition. */
  enum Operator {
    EQUAL,
    DIFFERENT,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST;

    static Operator of(String sign) {
      return switch (sign.strip()) {
        case "=", "in" -> EQUAL;
        case "!=" -> DIFFERENT;
        case "<" -> LESS;
        case "<=" -> AT_MOST;
        case ">" -> MORE;
        default -> AT_LEAST;
      };
    }

    boolean isOrder() {
      return this != EQUAL && this != DIFFERENT;
    }
  }

  /**
   * Reads a condition.
   *
   * @param text for example {@code species=Adelie}, {@code mass>4000} or {@code island in A,B}
   * @param columns of the rows
   * @return the condition
   * @throws UsageException if it is none, or does not fit the columns
   */
  static Condition parse(String text, List<Column> columns) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException(
          "--given %s: expected COLUMN=VALUE with =, !=, <, <=, > or >=, or COLUMN in A,B"
              .formatted(text));
    }
    int column = find(text, matcher.group(1).strip(), columns);
    Operator operator = Operator.of(matcher.group(2));
    boolean list = matcher.group(2).strip().equals("in");
    List<String> values =
        list
            ? Arrays.stream(matcher.group(3).split(",")).map(String::strip).toList()
            : List.of(matcher.group(3).strip());
    Column described = columns.get(column);
    if (!described.kind().isNumber()) {
      if (operator.isOrder()) {
        throw new UsageException(
            "--given %s: column '%s' holds categories, which have no order; expected =, != or in"
                .formatted(text, described.name()));
      }
      return new Condition(column, operator, values, new double[0]);
    }
    double[] numbers =
        values.stream().mapToDouble(value -> number(text, described, value)).toArray();
    return new Condition(column, operator, List.of(), numbers);
  }

  private static int find(String text, String name, List<Column> columns) {
    List<String> names = columns.stream().map(Column::name).toList();
    int place = names.indexOf(name);
    if (place < 0) {
      throw new UsageException(
          "--given %s: the model has no column '%s'; did you mean '%s'?"
              .formatted(text, name, Closest.to(name, names)));
    }
    return place;
  }

  private static double number(String text, Column column, String value) {
    try {
      return value.isEmpty() ? Double.NaN : ValueText.parse(column.kind(), value);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--given %s: '%s' is no value of column '%s'; expected %s"
              .formatted(text, value, column.name(), e.getMessage()));
    }
  }

  /** Whether a row meets it. */
  boolean isMet(TableBatch batch, int row) {
    if (!batch.columns().get(column).kind().isNumber()) {
      String value = batch.texts(column)[row];
      return texts.contains(value == null ? "" : value) == (operator == Operator.EQUAL);
    }
    double value = batch.numbers(column)[row];
    return switch (operator) {
      case EQUAL -> isAny(value);
      case DIFFERENT -> !isAny(value);
      case LESS -> value < numbers[0];
      case AT_MOST -> value <= numbers[0];
      case MORE -> value > numbers[0];
      case AT_LEAST -> value >= numbers[0];
    };
  }

  /**
   * Whether a row that a model draws may meet it.
   *
   * @param columns of the rows
   * @param reach of the column: all of its levels, or the ends of its numbers; null for missing
   * @return false if none does
   */
  boolean canBeMet(List<Column> columns, List<Object> reach) {
    TableBatch batch = new TableBatch(columns, reach.size());
    boolean number = columns.get(column).kind().isNumber();
    for (int row = 0; row < batch.rows(); row++) {
      if (number) {
        Double value = (Double) reach.get(row);
        batch.numbers(column)[row] = value == null ? Double.NaN : value;
      } else {
        batch.texts(column)[row] = (String) reach.get(row);
      }
      if (isMet(batch, row)) {
        return true;
      }
    }
    return number && operator == Operator.EQUAL && isAnyBetween(batch.numbers(column));
  }

  private boolean isAnyBetween(double[] ends) {
    double lowest = Arrays.stream(ends).filter(Double::isFinite).min().orElse(Double.NaN);
    double highest = Arrays.stream(ends).filter(Double::isFinite).max().orElse(Double.NaN);
    return Arrays.stream(numbers).anyMatch(number -> number >= lowest && number <= highest);
  }

  private boolean isAny(double value) {
    return Arrays.stream(numbers)
        .anyMatch(number -> number == value || Double.isNaN(number) && Double.isNaN(value));
  }
}
