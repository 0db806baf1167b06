package org.duetml.tabular.encoding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds columns of levels that follow from another one, in every row of the training. */
final class LevelRule {
  /** Log-probability below which a rule is no chance: 2e-9. */
  private static final double NO_CHANCE = -20;

  private LevelRule() {}

  /**
   * The rule by which one column follows from another. It counts if chance would hardly bring it
   * about: were the columns independent, the rows of a level would all have one level of the other
   * column with at most the probability of its most frequent level, for each row but the first.
   *
   * @param source the earlier column
   * @param place its place in the encoded rows
   * @param values the column that may follow
   * @return the encoding of the latter
   */
  static Optional<ColumnEncoding> of(ColumnValues source, int place, ColumnValues values) {
    if (values.levels().size() > source.levels().size()) {
      return Optional.empty();
    }
    Map<Object, Object> rule = new HashMap<>();
    for (int row = 0; row < values.rows(); row++) {
      Object from = source.level(row);
      Object to = values.level(row);
      if (rule.containsKey(from) && !Objects.equals(rule.get(from), to)) {
        return Optional.empty();
      }
      rule.put(from, to);
    }
    double share = values.counts()[0] / (double) values.rows();
    double logChance = (values.rows() - source.levels().size()) * StrictMath.log(share);
    if (logChance > NO_CHANCE) {
      return Optional.empty();
    }
    List<Object> from = source.levels();
    List<Object> to = new ArrayList<>();
    from.forEach(level -> to.add(rule.get(level)));
    return Optional.of(new DerivedEncoding(place, source.column().name(), from, to));
  }
}
