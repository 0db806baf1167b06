package org.duetml.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.TrainingListener;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnChoice;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.EncodingRules;
import org.duetml.tabular.encoding.FittedEncoding;
import org.junit.jupiter.api.Test;

/** Rows that break rules, in a table whose columns a, b, d and g are missing together. */
class TableScoringTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("a", ColumnKind.NUMERIC),
          new Column("b", ColumnKind.NUMERIC),
          new Column("c", ColumnKind.NUMERIC),
          new Column("d", ColumnKind.CATEGORICAL),
          new Column("e", ColumnKind.CATEGORICAL),
          new Column("f", ColumnKind.NUMERIC),
          new Column("g", ColumnKind.NUMERIC));

  private static TableBatch rows(int count) {
    TableBatch rows = new TableBatch(COLUMNS, count);
    RandomStream random = RandomStream.of(3, "rows");
    for (int row = 0; row < count; row++) {
      boolean absent = row % 4 == 3;
      double shared = random.normal(0, row);
      rows.numbers(0)[row] = absent ? Double.NaN : shared + 5;
      rows.numbers(1)[row] = absent ? Double.NaN : 2 * shared + 0.3 * random.normal(1, row);
      rows.numbers(2)[row] = 10 + 2 * random.normal(2, row);
      rows.texts(3)[row] = absent ? null : List.of("x", "y", "z").get(random.integer(3, row, 3));
      rows.texts(4)[row] = random.uniform(4, row) < 0.5 ? "p" : "q";
      rows.numbers(5)[row] = 3 * shared;
      rows.numbers(6)[row] = absent ? Double.NaN : random.normal(5, row);
    }
    return rows;
  }

  private static TableModel model(TableBatch rows) {
    RowSplit split = RowSplit.of(rows, 1);
    FittedEncoding fitted = EncodingRules.fit(split.training(), ColumnChoice.AS_DETECTED);
    DuetConfig config =
        DuetConfig.of(
            Map.of(
                "pretrain.iterations", 2,
                "sampler.width", 8,
                "sampler.noise-min", 0.2,
                "warm-start.iterations", 0,
                "gcd.iterations", 0,
                "calibration.iterations", 0));
    return TableTraining.train(
        "m", "m.csv", 400, split, fitted, config, TrainingListener.NONE, Checkpoints.NONE);
  }

  @Test
  void columnsThatBreakARuleAreNamedBeforeThoseThatOnlySurprise() {
    TableBatch rows = rows(400);
    TableScoring scoring = new TableScoring(model(rows));
    TableBatch strange = rows.select(new int[] {0, 0, 0, 3});
    strange.numbers(0)[0] = Double.NaN; // a alone is missing: b, d and g break the rule
    strange.numbers(1)[1] = Double.NaN; // b and g are missing, a is there
    strange.numbers(6)[1] = Double.NaN;
    strange.numbers(6)[3] = 0.5; // only g is there
    try (ShardExecutor executor = new ShardExecutor(1)) {
      List<List<Integer>> found =
          scoring.contributors(scoring.encode(strange), COLUMNS.size(), executor);

      assertEquals(Set.of(0, 1, 3, 6), Set.copyOf(found.get(0).subList(0, 4)));
      assertEquals(Set.of(0, 1, 6), Set.copyOf(found.get(1).subList(0, 3)));
      assertFalse(found.get(2).containsAll(Set.of(0, 1, 3, 6)), "no rule is broken");
      assertEquals(Set.of(0, 6), Set.copyOf(found.get(3).subList(0, 2)));
    }
  }
}
