package org.duetml.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MaximumMeanDiscrepancyTest {
  private static ShardExecutor executor;

  @BeforeAll
  static void start() {
    executor = new ShardExecutor(2);
  }

  @AfterAll
  static void stop() {
    executor.close();
  }

  /** Reference 0, 1, 3 has distances 1, 2, 3: bandwidth 2. */
  @Test
  void agreesWithTheDefinition() {
    Matrix reference = Fixtures.matrix(new double[][] {{0}, {1}, {3}});
    Matrix sample = Fixtures.matrix(new double[][] {{0}, {5}, {6}});
    double within = 2 * (kernel(1) + kernel(2) + kernel(3)) / 6;
    double withinSample = 2 * (kernel(1) + kernel(5) + kernel(6)) / 6;
    double across =
        (kernel(0) + kernel(5) + kernel(6) + kernel(1) + kernel(4) + kernel(5) + kernel(3)
                + kernel(2) + kernel(3))
            / 9;
    assertEquals(
        within + withinSample - 2 * across,
        MaximumMeanDiscrepancy.squared(reference, sample, 3, executor),
        1e-12);
  }

  private static double kernel(double distance) {
    return Math.exp(-distance * distance / 8);
  }

  @Test
  void isUnbiasedForEqualLaws() {
    int repetitions = 200;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < repetitions; i++) {
      Matrix a = Fixtures.normals(40, 2, 0, 1, 2L * i);
      Matrix b = Fixtures.normals(40, 2, 0, 1, 2L * i + 1);
      double value = MaximumMeanDiscrepancy.squared(a, b, 40, executor);
      sum += value;
      squares += value * value;
    }
    double mean = sum / repetitions;
    double standardError = Math.sqrt((squares / repetitions - mean * mean) / repetitions);
    assertEquals(0, mean, 4 * standardError);
    assertTrue(standardError < 0.002, "standard error " + standardError);
  }

  /** Far apart the cross term vanishes: what remains is the two samples' own kernel means. */
  @Test
  void isLargeForFarLaws() {
    Matrix a = Fixtures.normals(300, 2, 0, 1, 1);
    Matrix b = Fixtures.normals(300, 2, 100, 1, 2);
    double value = MaximumMeanDiscrepancy.squared(a, b, 300, executor);
    // E exp(-|x - y|^2 / (2 h^2)) = h^2 / (h^2 + 2), with h^2 = 4 ln 2 the median square distance.
    double squareOfBandwidth = 4 * Math.log(2);
    assertEquals(2 * squareOfBandwidth / (squareOfBandwidth + 2), value, 0.05);
  }

  @Test
  void hasTheSameBitsOnAnyNumberOfThreads() {
    Matrix a = Fixtures.normals(150, 3, 0, 1, 3);
    Matrix b = Fixtures.normals(150, 3, 0.5, 1, 4);
    try (ShardExecutor one = new ShardExecutor(1);
        ShardExecutor three = new ShardExecutor(3)) {
      assertEquals(
          MaximumMeanDiscrepancy.squared(a, b, 150, one),
          MaximumMeanDiscrepancy.squared(a, b, 150, three));
    }
  }

  @Test
  void refusesAReferenceWithoutWidth() {
    Matrix point = new Matrix(5, 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> MaximumMeanDiscrepancy.squared(point, point, 5, executor));
  }

  @Test
  void refusesWhatCannotBeCompared() {
    Matrix rows = Fixtures.normals(5, 2, 0, 1, 3);
    assertRefused("the sample has 3 columns: expected 2 as in the reference", new Matrix(5, 3), 5);
    assertRefused("the number of rows to compare is 1: expected at least 2", rows, 1);
    assertRefused("6 rows are to be compared: the sample has only 5", rows, 6);
  }

  private static void assertRefused(String message, Matrix sample, int rows) {
    Matrix reference = Fixtures.normals(6, 2, 0, 1, 4);
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> MaximumMeanDiscrepancy.squared(reference, sample, rows, executor));
    assertEquals(message, error.getMessage());
  }
}
