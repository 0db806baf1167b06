package org.duetml.tabular.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;

/**
 * The column that usefulness predicts.
 *
 * @param name of the column
 * @param column its place
 * @param named the classes that have a name, the most frequent first; null for numbers
 * @param hasOthers whether all other categories are one more class
 */
record Target(String name, int column, List<String> named, boolean hasOthers) {
  /**
   * The column of the given name; or, by rule, the last one of categories or booleans that has 2 to
   * {@value Usefulness#MOST_CLASSES} classes in training rows; or else the last one of numbers that
   * is not constant.
   *
   * @param name null for the rule
   * @return null if there is none
   * @throws IllegalArgumentException if no column has the name
   */
  static Target choose(TableBatch training, String name) {
    List<Column> columns = training.columns();
    if (name != null) {
      int column = columns.stream().map(Column::name).toList().indexOf(name);
      if (column < 0) {
        throw new IllegalArgumentException(
            "target '%s': no column has this name; expected one of %s"
                .formatted(name, columns.stream().map(Column::name).toList()));
      }
      return of(training, column);
    }
    List<Target> last =
        IntStream.range(0, columns.size())
            .mapToObj(column -> of(training, column))
            .filter(target -> target != null && !target.hasOthers)
            .toList()
            .reversed();
    return last.stream()
        .filter(Target::isClass)
        .findFirst()
        .orElse(last.stream().findFirst().orElse(null));
  }

  /** A column as the target; null if it is constant in training rows. */
  private static Target of(TableBatch training, int column) {
    Column described = training.columns().get(column);
    if (described.kind().isNumber() && described.kind() != ColumnKind.BOOLEAN) {
      double[] present =
          Arrays.stream(training.numbers(column))
              .filter(v -> !Double.isNaN(v))
              .distinct()
              .limit(2)
              .toArray();
      return present.length < 2 ? null : new Target(described.name(), column, null, false);
    }
    Map<String, Integer> counts = Frequencies.counts(Categories.present(training, column));
    if (counts.size() < 2) {
      return null;
    }
    boolean tooMany = counts.size() > Usefulness.MOST_CLASSES;
    List<String> names =
        counts.keySet().stream()
            .sorted(Comparator.comparing((String n) -> -counts.get(n)).thenComparing(n -> n))
            .limit(tooMany ? Usefulness.MOST_CLASSES - 1 : Usefulness.MOST_CLASSES)
            .toList();
    return new Target(described.name(), column, names, tooMany);
  }

  boolean isClass() {
    return named != null;
  }

  /** How many classes there are. */
  int classes() {
    return named.size() + (hasOthers ? 1 : 0);
  }

  /** Which rows have a value that can be learned. */
  int[] rows(TableBatch batch) {
    return IntStream.range(0, batch.rows())
        .filter(row -> !Double.isNaN(value(batch, row)))
        .toArray();
  }

  /**
   * The value of a row: the number, or the place of its class.
   *
   * @return NaN where it is missing, or of a class that training rows do not have
   */
  double value(TableBatch batch, int row) {
    if (!isClass()) {
      return batch.numbers(column)[row];
    }
    String category = Categories.at(batch, column, row);
    int place = named.indexOf(category);
    if (category == null || (place < 0 && !hasOthers)) {
      return Double.NaN;
    }
    return place < 0 ? named.size() : place;
  }
}
