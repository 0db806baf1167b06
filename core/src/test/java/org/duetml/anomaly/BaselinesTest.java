package org.duetml.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static Matrix normals(int rows, int columns, long seed) {
    Matrix normals = new Matrix(rows, columns);
    RandomStream.of(seed, "baseline").normals(0, normals, 0, rows);
    return normals;
  }

  @Test
  void nearestNeighboursAreThoseOfAllPairs() {
    Matrix training = normals(70, 6, 1);
    Matrix rows = normals(9, 6, 2);
    try (ShardExecutor executor = new ShardExecutor(2)) {
      double[][] scores =
          new NearestNeighbors(training).meanDistances(rows, new int[] {1, 5}, executor);
      for (int row = 0; row < rows.rows(); row++) {
        double[] distances = new double[70];
        for (int j = 0; j < 70; j++) {
          for (int c = 0; c < 6; c++) {
            distances[j] += Math.pow(rows.get(row, c) - training.get(j, c), 2);
          }
          distances[j] = Math.sqrt(distances[j]);
        }
        Arrays.sort(distances);
        assertEquals(distances[0], scores[0][row], 1e-5);
        assertEquals(Arrays.stream(distances, 0, 5).average().orElseThrow(), scores[1][row], 1e-5);
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> new NearestNeighbors(training).meanDistances(rows, new int[] {71}, executor));
    }
  }

  @Test
  void theUsualPathIsThatOfASearchTree() {
    assertEquals(0, IsolationForest.usualPath(1));
    assertEquals(1, IsolationForest.usualPath(2));
    // Twice the harmonic number of 255, less 2 (255) / 256: the paper's c(256) = 10.24.
    double harmonic = 0;
    for (int i = 1; i < 256; i++) {
      harmonic += 1.0 / i;
    }
    assertEquals(2 * harmonic - 2 * 255 / 256.0, IsolationForest.usualPath(256), 0.005);
  }

  @Test
  void theOutlierIsIsolatedFirst() {
    Matrix training = normals(400, 3, 3);
    Matrix rows = normals(50, 3, 4);
    rows.set(17, 0, 9);
    rows.set(17, 2, -9);
    try (ShardExecutor one = new ShardExecutor(1);
        ShardExecutor three = new ShardExecutor(3)) {
      double[] scores = new IsolationForest(training, 5, one).scores(rows, one);
      double[] ranked = scores.clone();
      Arrays.sort(ranked);
      assertEquals(ranked[49], scores[17]);
      // Above 0.6 is an anomaly in the paper, and rows that fit stay near 0.5.
      assertTrue(scores[17] > 0.6 && ranked[25] < 0.55);
      assertArrayEquals(scores, new IsolationForest(training, 5, three).scores(rows, three));
    }
  }

  @Test
  void equalRowsAreOneLeaf() {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Matrix equal = new Matrix(256, 2);
      double score = new IsolationForest(equal, 1, executor).scores(equal, executor)[0];
      assertEquals(0.5, score, 1e-12);
    }
  }
}
