package org.duetml.app.table;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.duetml.app.UsageException;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.TrainingListener;
import org.duetml.kernel.RandomStream;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnChoice;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.EncodingRules;
import org.duetml.tabular.encoding.FittedEncoding;
import org.duetml.tabular.model.RowSplit;
import org.duetml.tabular.model.TableModel;
import org.duetml.tabular.model.TableTraining;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In a table where {@code alive} follows from {@code survived}, and b is missing with a. */
class ConditionCheckTest {
  private static TableModel model;

  @BeforeAll
  static void train() {
    List<Column> columns =
        List.of(
            new Column("survived", ColumnKind.BOOLEAN),
            new Column("alive", ColumnKind.CATEGORICAL),
            new Column("a", ColumnKind.NUMERIC),
            new Column("b", ColumnKind.INTEGER));
    TableBatch rows = new TableBatch(columns, 200);
    RandomStream random = RandomStream.of(1, "rows");
    for (int row = 0; row < rows.rows(); row++) {
      boolean survived = random.uniform(0, row) < 0.4;
      boolean absent = row % 5 == 0;
      rows.numbers(0)[row] = survived ? 1 : 0;
      rows.texts(1)[row] = survived ? "yes" : "no";
      rows.numbers(2)[row] = absent ? Double.NaN : random.normal(1, row);
      rows.numbers(3)[row] = absent ? Double.NaN : 10 * random.integer(2, row, 30);
    }
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
    model =
        TableTraining.train(
            "m", "m.csv", 200, split, fitted, config, TrainingListener.NONE, Checkpoints.NONE);
  }

  private static void check(String... conditions) {
    new ConditionCheck(model)
        .require(
            Stream.of(conditions).map(text -> Condition.parse(text, model.columns())).toList());
  }

  private static void assertRefused(String message, String... conditions) {
    String refusal = assertThrows(UsageException.class, () -> check(conditions)).getMessage();
    assertTrue(refusal.contains(message), refusal);
    assertEquals(1, refusal.lines().count());
  }

  @Test
  void conditionsThatRowsMeetPass() {
    assertDoesNotThrow(() -> check("survived=true", "alive=yes", "b>100", "b<120", "a>0"));
    assertDoesNotThrow(() -> check("a=", "b="));
    assertDoesNotThrow(() -> check("a!=", "b=50"));
  }

  @Test
  void conditionsOnOneColumnMayContradictEachOther() {
    assertRefused(
        "--given b>100 with --given b<110: no row of the model meets both", "b>100", "b<110");
    assertRefused("meets all of them", "alive!=yes", "alive!=no", "alive!=");
    assertRefused("'b' lies from 0 to 290 or is missing, the nearest being 50 and 60", "b=55");
  }

  @Test
  void aColumnThatFollowsFromAnotherContradictsIt() {
    assertRefused("its column 'alive' is encoded as 'from survived'", "survived=true", "alive=no");
    assertRefused("its column 'b' is encoded as 'quantile, missing with a'", "a=", "b>10");
    assertRefused("missing with a", "a<1", "b=", "alive=yes");
  }
}
