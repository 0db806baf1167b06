package org.duetml.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {
  private static ShardExecutor executor;

  @BeforeAll
  static void start() {
    executor = new ShardExecutor(2);
  }

  @AfterAll
  static void stop() {
    executor.close();
  }

  @Test
  void identicalSetsHaveBoth() {
    Matrix rows = Fixtures.normals(200, 2, 0, 1, 1);
    assertEquals(new PrecisionRecall(1, 1), PrecisionRecall.of(rows, rows, 200, executor));
  }

  @Test
  void disjointSetsHaveNeither() {
    Matrix rows = Fixtures.normals(200, 2, 0, 1, 1);
    Matrix far = Fixtures.normals(200, 2, 1000, 1, 2);
    assertEquals(new PrecisionRecall(0, 0), PrecisionRecall.of(rows, far, 200, executor));
  }

  /** With one neighbour the reference's balls have radii 1, 1, 6; the sample's 0.5, 0.5, 15.5. */
  @Test
  void agreesWithCountingByHand() {
    Matrix reference = Fixtures.matrix(new double[][] {{0}, {1}, {7}});
    Matrix sample = Fixtures.matrix(new double[][] {{-3}, {-2.5}, {13}});
    PrecisionRecall result = PrecisionRecall.of(reference, sample, 3, 1, executor);
    // 13 is just within 6 of 7; all of the reference is within 15.5 of 13.
    assertEquals(1.0 / 3, result.precision());
    assertEquals(1, result.recall());
  }

  @Test
  void aLostModeCostsRecallAndStrayPointsCostPrecision() {
    Matrix reference = Fixtures.normals(400, 2, 0, 1, 3);
    Matrix narrow = Fixtures.normals(400, 2, 0, 0.2, 4);
    PrecisionRecall collapsed = PrecisionRecall.of(reference, narrow, 400, executor);
    PrecisionRecall spread = PrecisionRecall.of(narrow, reference, 400, executor);
    assertTrue(collapsed.precision() > 0.95 && collapsed.recall() < 0.3, collapsed.toString());
    assertEquals(new PrecisionRecall(collapsed.recall(), collapsed.precision()), spread);
  }

  @Test
  void hasTheSameBitsOnAnyNumberOfThreads() {
    Matrix a = Fixtures.normals(300, 2, 0, 1, 5);
    Matrix b = Fixtures.normals(300, 2, 0.5, 1, 6);
    try (ShardExecutor one = new ShardExecutor(1);
        ShardExecutor three = new ShardExecutor(3)) {
      assertEquals(PrecisionRecall.of(a, b, 300, one), PrecisionRecall.of(a, b, 300, three));
    }
  }

  @Test
  void refusesTooFewRowsAndOtherColumns() {
    Matrix rows = new Matrix(3, 1);
    Matrix planar = new Matrix(3, 2);
    assertThrows(
        IllegalArgumentException.class, () -> PrecisionRecall.of(rows, planar, 3, 1, executor));
    assertThrows(IllegalArgumentException.class, () -> PrecisionRecall.of(rows, rows, 3, executor));
    assertThrows(
        IllegalArgumentException.class, () -> PrecisionRecall.of(rows, rows, 4, 1, executor));
    assertThrows(
        IllegalArgumentException.class, () -> PrecisionRecall.of(rows, rows, 3, 0, executor));
  }
}
