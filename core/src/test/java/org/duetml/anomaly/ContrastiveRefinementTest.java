package org.duetml.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

class ContrastiveRefinementTest {
  private static final int[] SOME = {0, 3, 3, 8};
  private static final int[] OTHERS = {1, 2, 5};
  private static final Metric METRIC = Metric.of(new double[][] {{1, 0.4}, {0.4, 0.5}});

  /** Normal rows; the sd of the second column is given. */
  private static Matrix rows(int count, double sd, String name) {
    Matrix rows = new Matrix(count, 2);
    RandomStream.of(5, name).normals(0, rows, 0, count);
    for (int row = 0; row < count; row++) {
      rows.set(row, 1, (float) (sd * rows.get(row, 1)));
    }
    return rows;
  }

  private static float[] counts(int count) {
    float[] counts = new float[count];
    Arrays.fill(counts, 1);
    counts[3] = 2;
    return counts;
  }

  @Test
  void theGradientIsTheSlopeOfTheLoss() {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      ContrastiveRefinement refinement =
          new ContrastiveRefinement(
              rows(20, 1, "rows"), counts(20), METRIC, rows(20, 2, "negatives"), executor);
      double[] theta = {0.3, -0.2, -1.5};
      double[] gradient = new double[3];
      double[] unused = new double[3];
      refinement.loss(theta, SOME, OTHERS, gradient);
      for (int k = 0; k < theta.length; k++) {
        double[] above = theta.clone();
        double[] below = theta.clone();
        above[k] += 1e-5;
        below[k] -= 1e-5;
        double difference =
            refinement.loss(above, SOME, OTHERS, unused)
                - refinement.loss(below, SOME, OTHERS, unused);
        assertEquals(difference / 2e-5, gradient[k], 1e-7);
      }
    }
  }

  @Test
  void energiesAreThoseOfTheDensityUpToAConstant() {
    Matrix rows = rows(20, 1, "rows");
    double[] scales = {0.4, -0.7};
    int[] own = {0, 1, 2, -1};
    Matrix queries = new Matrix(4, 2);
    queries.copyRows(rows, 0, 0, 4);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      double[] expected =
          new KernelDensity(rows, counts(20), METRIC.stretched(scales))
              .energies(queries, own, executor);
      double[][] x = ScaledEnergy.rows(rows);
      ScaledEnergy energy = new ScaledEnergy(x, counts(20), METRIC, executor);
      energy.move(scales, executor);
      double constant = expected[0] - energy.energy(x[0], 0, new double[2]);
      for (int i = 1; i < own.length; i++) {
        assertEquals(
            expected[i], constant + energy.energy(x[i], own[i], new double[2]), 1e-4, "row " + i);
      }
    }
  }

  @Test
  void aColumnInWhichNegativesDifferGetsNarrower() {
    Matrix rows = rows(200, 1, "rows");
    float[] counts = counts(200);
    Matrix negatives = rows(300, 4, "negatives");
    try (ShardExecutor one = new ShardExecutor(1);
        ShardExecutor two = new ShardExecutor(2)) {
      double[] scales = ContrastiveRefinement.logScales(rows, counts, METRIC, negatives, one);
      assertTrue(scales[1] > scales[0] + 0.3, Arrays.toString(scales));
      assertArrayEquals(
          scales, ContrastiveRefinement.logScales(rows, counts, METRIC, negatives, two));
    }
  }

  @Test
  void withoutNegativesTheFitIsTheDefaultAndWithThemItIsNot() {
    Matrix rows = rows(100, 1, "rows");
    try (ShardExecutor executor = new ShardExecutor(1)) {
      double[] likelihood = AnomalyScorer.fit(rows, 3, executor).energies(rows, executor);
      double[] none = fitted(rows, Negatives.NONE, executor);
      double[] noise = fitted(rows, Negatives.noise(0.5, 3), executor);
      assertArrayEquals(likelihood, none);
      assertTrue(Math.abs(noise[0] - none[0]) > 1e-3);
    }
  }

  private static double[] fitted(Matrix rows, Negatives negatives, ShardExecutor executor) {
    return AnomalyScorer.fit(rows, negatives, 1000, 3, executor).energies(rows, executor);
  }

  @Test
  void noiseHasItsDeviation() {
    Matrix rows = new Matrix(1, 2);
    rows.set(0, 0, 7);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Matrix drawn = Negatives.noise(0.5, 1).draw(rows, 4000, executor);
      double squares = 0;
      for (int row = 0; row < drawn.rows(); row++) {
        squares += (drawn.get(row, 0) - 7) * (drawn.get(row, 0) - 7);
      }
      assertEquals(0.5, Math.sqrt(squares / drawn.rows()), 0.02);
    }
  }
}
