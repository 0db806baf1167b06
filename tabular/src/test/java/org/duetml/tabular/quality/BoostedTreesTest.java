package org.duetml.tabular.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.duetml.kernel.RandomStream;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.quality.BoostedTrees.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "no kernels are used")
class BoostedTreesTest {
  private static final RandomStream STREAM = RandomStream.of(0, "trees");

  private static BoostedTrees fit(BinnedRows rows, double[] targets, Loss loss) {
    return BoostedTrees.fit(rows, IntStream.range(0, rows.rows()).toArray(), targets, loss, STREAM);
  }

  private static BinnedRows binned(TableBatch batch) {
    return new Binning(batch).of(batch);
  }

  @Test
  void aStepIsLearnedExactlyButForTheRidge() {
    double[] x = IntStream.range(0, 1000).mapToDouble(i -> i).toArray();
    double[] targets = Arrays.stream(x).map(v -> v < 300 ? -1 : 4).toArray();
    BinnedRows rows = binned(Tables.numbers(ColumnKind.NUMERIC, x));
    BoostedTrees trees = fit(rows, targets, Loss.SQUARED);
    // The limit lies within a bin of four values.
    assertEquals(-1, trees.score(rows, 100), 0.01);
    assertEquals(4, trees.score(rows, 500), 0.01);
  }

  @Test
  void logOddsOfAFairCoinAreZeroAndOfABiasedOneItsOdds() {
    TableBatch batch =
        Tables.texts(
            IntStream.range(0, 400)
                .mapToObj(i -> i % 2 == 0 ? "fair" : "biased")
                .toArray(String[]::new));
    double[] targets =
        IntStream.range(0, 400)
            .mapToDouble(i -> i % 2 == 0 ? i / 2 % 2 : i / 2 % 4 == 0 ? 0 : 1)
            .toArray();
    BinnedRows rows = binned(batch);
    BoostedTrees trees = fit(rows, targets, Loss.LOGISTIC);
    assertEquals(0, trees.score(rows, 0), 0.02);
    assertEquals(Math.log(3), trees.score(rows, 1), 0.05);
  }

  @Test
  void unorderedCategoriesAreSplitByWhatTheyMean() {
    int n = 2000;
    String[] names = IntStream.range(0, n).mapToObj(i -> "c" + i % 20).toArray(String[]::new);
    // Every second category, whatever its place: one split is enough if they are put in order.
    double[] targets = IntStream.range(0, n).mapToDouble(i -> i % 20 % 2).toArray();
    BinnedRows rows = binned(Tables.texts(names));
    RegressionTree tree =
        TreeGrowth.grow(
            rows,
            IntStream.range(0, n).toArray(),
            new int[] {0},
            Arrays.stream(targets).map(t -> 0.5 - t).toArray(),
            IntStream.range(0, n).mapToDouble(_ -> 1).toArray(),
            new double[1]);
    assertEquals(500.0 / 1001, tree.right().value(rows, 0) * -1, 1e-9);
    IntStream.range(0, 20)
        .forEach(i -> assertEquals(i % 2 == 1, tree.goesLeft()[rows.bin(0, i)], "c" + i));
  }

  @Test
  void missingValuesHaveABinOfTheirOwn() {
    double[] x = IntStream.range(0, 400).mapToDouble(i -> i % 2 == 0 ? Double.NaN : i).toArray();
    double[] targets = Arrays.stream(x).map(v -> Double.isNaN(v) ? 1 : 0).toArray();
    BinnedRows rows = binned(Tables.numbers(ColumnKind.NUMERIC, x));
    assertEquals(0, rows.bin(0, 0));
    BoostedTrees trees = fit(rows, targets, Loss.SQUARED);
    assertEquals(1, trees.score(rows, 0), 0.01);
    assertEquals(0, trees.score(rows, 1), 0.01);
  }

  @Test
  void anAtomHasABinOfItsOwnAmongManyValues() {
    double[] x =
        IntStream.range(0, 5000)
            .mapToDouble(i -> i < 1000 ? 0 : (i - 3000) / 100.0 + 0.001)
            .toArray();
    BinnedRows rows = binned(Tables.numbers(ColumnKind.NUMERIC, x));
    int atom = rows.bin(0, 0);
    long others = IntStream.range(1000, 5000).filter(row -> rows.bin(0, row) == atom).count();
    assertEquals(0, others);
    assertTrue(IntStream.range(0, 5000).map(row -> rows.bin(0, row)).distinct().count() > 150);
  }

  @Test
  void unknownCategoriesShareTheLastBin() {
    Binning binning = new Binning(Tables.texts("a", "b", "b", null));
    BinnedRows rows = binning.of(Tables.texts("b", "a", "never seen", null));
    assertEquals(
        List.of(1, 2, Binning.BINS - 1, 0),
        IntStream.range(0, 4).mapToObj(row -> rows.bin(0, row)).toList());
  }

  @Test
  void onlyTellingColumnsGain() {
    TableBatch batch =
        new TableBatch(
            List.of(
                new Column("noise", ColumnKind.NUMERIC), new Column("signal", ColumnKind.NUMERIC)),
            500);
    for (int row = 0; row < 500; row++) {
      batch.numbers(0)[row] = STREAM.normal(7, row);
      batch.numbers(1)[row] = STREAM.normal(8, row);
    }
    double[] targets = Arrays.stream(batch.numbers(1)).map(v -> v > 0 ? 1 : 0).toArray();
    double[] gains = fit(binned(batch), targets, Loss.LOGISTIC).gains();
    assertTrue(gains[1] > 20 * gains[0], Arrays.toString(gains));
  }
}
