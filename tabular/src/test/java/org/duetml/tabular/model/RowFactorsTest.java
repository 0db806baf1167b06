package org.duetml.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.TrainingListener;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnChoice;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.EncodingRules;
import org.duetml.tabular.encoding.FittedEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFactorsTest {
  private static final int DIMENSIONS = 150;
  private static final int FACTORS = 3;
  private static final double NOISE = 0.5;

  /** Dimension d is 10 + d + factor (d mod 3) + noise. */
  private static Matrix points(int rows) {
    RandomStream random = RandomStream.of(5, "test.factors");
    Matrix points = new Matrix(rows, DIMENSIONS);
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        double factor = random.normal(d % FACTORS, row);
        double noise = random.normal(FACTORS + d, row);
        points.set(row, d, (float) (10 + d + factor + NOISE * noise));
      }
    }
    return points;
  }

  @Test
  void componentsOfRowsAlongTheAxesAreTheAxes() {
    // The correlation of these rows is diagonal: 4, 2 and 1 over their number.
    double[][] rows = {{2, 0, 0}, {0, 0, 1}, {0, StrictMath.sqrt(2), 0}};
    LeadingComponents components = LeadingComponents.of(rows, 2);
    assertArrayEquals(new double[] {4 / 3.0, 2 / 3.0}, components.values(), 1e-9);
    assertEquals(1, Math.abs(components.vectors()[0][0]), 1e-9);
    assertEquals(1, Math.abs(components.vectors()[1][1]), 1e-9);
  }

  @Test
  void asManyFactorsAreFoundAsThereAre() {
    RowFactors factors = RowFactors.of(points(200), 200);
    assertEquals(FACTORS, factors.loadings().rows());
    assertEquals(DIMENSIONS, factors.dimension());
    // What is left of a column is its noise: the mean over the dimensions is within 3 %.
    double mean =
        IntStream.range(0, DIMENSIONS).mapToDouble(d -> factors.residual().get(0, d)).sum()
            / DIMENSIONS;
    assertEquals(NOISE, mean, 0.03 * NOISE);
  }

  @Test
  void scoresOfTheRowsAreStandardisedAndUncorrelated() {
    Matrix points = points(200);
    Matrix scores = RowFactors.of(points, 200).scores(points);
    // The three eigenvalues are nearly equal, so that their vectors are still mixed a little.
    for (int a = 0; a < FACTORS; a++) {
      for (int b = 0; b <= a; b++) {
        assertEquals(a == b ? 1 : 0, meanProduct(scores, a, b), 0.05, a + ", " + b);
      }
    }
  }

  private static double meanProduct(Matrix rows, int a, int b) {
    double sum = 0;
    for (int row = 0; row < rows.rows(); row++) {
      sum += (double) rows.get(row, a) * rows.get(row, b);
    }
    return sum / rows.rows();
  }

  @Test
  void rowsOfNormalScoresGoTogetherAsTheRealOnes() {
    Matrix points = points(200);
    RowFactors factors = RowFactors.of(points, 200);
    Matrix scores = new Matrix(4000, FACTORS);
    RandomStream random = RandomStream.of(1, "test.scores");
    random.normals(1L << 40, scores, 0, scores.rows());
    try (ShardExecutor executor = new ShardExecutor(2)) {
      Matrix rows = factors.rows(scores, 0, random, executor);
      center(points, factors);
      center(rows, factors);
      // The standard error of a covariance of 4000 rows is 0.03.
      assertEquals(meanProduct(points, 0, 0), meanProduct(rows, 0, 0), 0.15);
      assertEquals(meanProduct(points, 0, FACTORS), meanProduct(rows, 0, FACTORS), 0.15);
      assertEquals(meanProduct(points, 0, 1), meanProduct(rows, 0, 1), 0.15);
      // The noise of a row goes with its number.
      Matrix last = new Matrix(1, FACTORS);
      last.copyRows(scores, 3999, 0, 1);
      Matrix again = factors.rows(last, 3999, random, executor);
      for (int d = 0; d < DIMENSIONS; d++) {
        double centred = again.get(0, d) - factors.center().get(0, d);
        assertEquals(rows.get(3999, d), centred, 1e-4);
      }
    }
  }

  private static void center(Matrix rows, RowFactors factors) {
    for (int row = 0; row < rows.rows(); row++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        rows.set(row, d, rows.get(row, d) - factors.center().get(0, d));
      }
    }
  }

  @Test
  void tensorsThatDoNotFitAreRefused() {
    Matrix loadings = new Matrix(2, 5);
    Matrix row = new Matrix(1, 5);
    assertThrows(
        IllegalArgumentException.class, () -> new RowFactors(loadings, row, new Matrix(1, 4)));
    assertThrows(
        IllegalArgumentException.class, () -> RowFactors.restore(Map.of("loadings", loadings)));
    Matrix negative = new Matrix(1, 5);
    negative.set(0, 3, -1);
    assertThrows(IllegalArgumentException.class, () -> new RowFactors(loadings, row, negative));
  }

  private static TableModel train(RowSplit split, FittedEncoding fitted) {
    Map<String, Object> tiny =
        Map.of(
            "pretrain.iterations", 60,
            "pretrain.batch", 128,
            "sampler.width", 32,
            "gcd.iterations", 0,
            "warm-start.iterations", 0,
            "calibration.iterations", 0,
            "calibration.normalizer-draws", 0);
    return TableTraining.train(
        "wide",
        "wide.csv",
        200,
        split,
        fitted,
        DuetConfig.of(tiny),
        TrainingListener.NONE,
        Checkpoints.NONE);
  }

  private static TableBatch table(int rows) {
    List<Column> columns = new ArrayList<>();
    for (int d = 0; d < DIMENSIONS; d++) {
      columns.add(new Column("c" + d, ColumnKind.NUMERIC));
    }
    TableBatch table = new TableBatch(columns, rows);
    Matrix points = points(rows);
    for (int d = 0; d < DIMENSIONS; d++) {
      for (int row = 0; row < rows; row++) {
        table.numbers(d)[row] = points.get(row, d);
      }
    }
    return table;
  }

  @Test
  void aWideTableIsLearnedByItsFactorsAndSavedWithThem(@TempDir Path folder) throws IOException {
    RowSplit split = RowSplit.of(table(200), 3);
    FittedEncoding fitted = EncodingRules.fit(split.training(), ColumnChoice.AS_DETECTED);
    TableModel model = train(split, fitted);
    assertTrue(model.hasFactors());
    assertEquals(FACTORS, model.duet().dimension());
    assertFalse(new TableScoring(model).hasLogDensity());
    model.save(folder.resolve("wide"));
    TableModel again = TableModel.load(folder.resolve("wide"));
    try (ShardExecutor executor = new ShardExecutor(2)) {
      TableBatch drawn = model.sample(0, 300, 4, executor);
      TableBatch part = again.sample(123, 77, 4, executor);
      for (int row = 0; row < part.rows(); row++) {
        assertEquals(drawn.numbers(7)[123 + row], part.numbers(7)[row]);
      }
      assertEquals(0.8, correlation(drawn.numbers(7), drawn.numbers(7 + FACTORS)), 0.1);
    }
  }

  /** Of columns of one factor: 1 / (1 + NOISE^2), which 0.1 is three standard errors from. */
  private static double correlation(double[] x, double[] y) {
    double meanX = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
    double meanY = IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElseThrow();
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
