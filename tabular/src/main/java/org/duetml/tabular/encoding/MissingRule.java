package org.duetml.tabular.encoding;

import java.util.Map;
import java.util.OptionalInt;

/** Finds columns that are missing in the same rows of the training as an earlier one. */
final class MissingRule {
  /** Log-probability below which a rule is no chance, as in {@link LevelRule}. */
  private static final double NO_CHANCE = -20;

  private MissingRule() {}

  /**
   * The first earlier column that is missing exactly where another one is. It counts if chance
   * would hardly bring it about: were as many values missing in rows chosen at random, all in the
   * rows of the earlier column.
   *
   * @param earlier columns by their places
   * @param values the column that may be missing with one of them
   * @return the place; empty if there is none
   */
  static OptionalInt of(Map<Integer, ColumnValues> earlier, ColumnValues values) {
    if (values.missing() == 0 || logChance(values) > NO_CHANCE) {
      return OptionalInt.empty();
    }
    return earlier.entrySet().stream()
        .filter(source -> isAlike(source.getValue(), values))
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  /** Minus the logarithm of the number of ways to choose the missing rows among all. */
  private static double logChance(ColumnValues values) {
    double ways = 0;
    long chosen = Math.min(values.missing(), values.rows() - values.missing());
    for (long i = 0; i < chosen; i++) {
      ways += StrictMath.log((values.rows() - i) / (double) (i + 1));
    }
    return -ways;
  }

  private static boolean isAlike(ColumnValues source, ColumnValues values) {
    if (source.missing() != values.missing()) {
      return false;
    }
    for (int row = 0; row < values.rows(); row++) {
      if (source.isMissing(row) != values.isMissing(row)) {
        return false;
      }
    }
    return true;
  }
}
