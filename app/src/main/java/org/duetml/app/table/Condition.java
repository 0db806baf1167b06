package org.duetml.app.table;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
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
 * @param text as a user wrote it
 * @param column its place in the rows
 * @param operator how it is compared
 * @param texts what with: categories
 * @param numbers what with: numbers, NaN for missing; empty for a column of texts
 */
record Condition(String text, int column, Operator operator, List<String> texts, double[] numbers) {
  private static final Pattern OPERATOR = Pattern.compile("!=|<=|>=|=|<|>|\\sin\\s");

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
    MatchResult sign = sign(text, columns);
    int column = find(text, text.substring(0, sign.start()).strip(), columns);
    Operator operator = Operator.of(sign.group());
    String right = text.substring(sign.end());
    boolean list = sign.group().strip().equals("in");
    List<String> values =
        list
            ? Arrays.stream(right.split(",", -1)).map(String::strip).toList()
            : List.of(right.strip());
    Column described = columns.get(column);
    if (!described.kind().isNumber()) {
      if (operator.isOrder()) {
        throw new UsageException(
            "--given %s: column '%s' holds categories, which have no order; expected =, != or in"
                .formatted(text, described.name()));
      }
      return new Condition(text, column, operator, values, new double[0]);
    }
    double[] numbers =
        values.stream().mapToDouble(value -> number(text, described, value)).toArray();
    return new Condition(text, column, operator, List.of(), numbers);
  }

  /** The first operator after the name of a column, which may hold another; or else the first. */
  private static MatchResult sign(String text, List<Column> columns) {
    List<String> names = columns.stream().map(Column::name).toList();
    List<MatchResult> signs =
        OPERATOR.matcher(text).results().filter(sign -> sign.start() > 0).toList();
    return signs.stream()
        .filter(sign -> names.contains(text.substring(0, sign.start()).strip()))
        .findFirst()
        .or(() -> signs.stream().findFirst())
        .orElseThrow(
            () ->
                new UsageException(
                    "--given %s: expected COLUMN=VALUE with =, !=, <, <=, > or >=, or COLUMN in A,B"
                        .formatted(text)));
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

  private boolean isAny(double value) {
    return Arrays.stream(numbers)
        .anyMatch(number -> number == value || Double.isNaN(number) && Double.isNaN(value));
  }
}
