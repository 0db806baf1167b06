package org.duetml.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

class AnomalyScorerTest {
  /**
   * Correlated normals of very different scales: the second column is nearly ten times the first.
   */
  static Matrix correlated(int count, long seed) {
    Matrix normals = new Matrix(count, 3);
    RandomStream.of(seed, "test").normals(0, normals, 0, count);
    for (int row = 0; row < count; row++) {
      float x = normals.get(row, 0);
      normals.set(row, 1, 10 * x + normals.get(row, 1));
      normals.set(row, 2, 1000 + 0.01f * normals.get(row, 2));
    }
    return normals;
  }

  private static Matrix reversed(Matrix rows) {
    Matrix reversed = new Matrix(rows.rows(), rows.columns());
    for (int row = 0; row < rows.rows(); row++) {
      reversed.copyRows(rows, rows.rows() - 1 - row, row, 1);
    }
    return reversed;
  }

  private static AnomalyScorer fitted(Matrix rows, int threads) {
    try (ShardExecutor executor = new ShardExecutor(threads)) {
      return AnomalyScorer.fit(rows, 1, executor);
    }
  }

  private static double[] energies(AnomalyScorer scorer, Matrix rows) {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      return scorer.energies(rows, executor);
    }
  }

  @Test
  void neitherTheOrderOfRowsNorThreadsShow() {
    Matrix rows = correlated(300, 1);
    double[] expected = energies(fitted(rows, 1), rows);
    assertArrayEquals(expected, energies(fitted(reversed(rows), 3), rows));
  }

  @Test
  void theSavedScorerGivesTheSameBits() {
    Matrix rows = correlated(200, 2);
    AnomalyScorer scorer = fitted(rows, 2);
    AnomalyScorer restored = AnomalyScorer.restore(scorer.tensors());
    assertArrayEquals(energies(scorer, rows), energies(restored, rows));
    assertEquals(scorer.threshold(0.1), restored.threshold(0.1));
    assertEquals(scorer.heldOutRows(), restored.heldOutRows());
  }

  @Test
  void theDensityIsThatOfTheData() {
    // x is standard normal, y given x is normal about 10 x with sd 1, z is normal with sd 0.01.
    Matrix fresh = correlated(500, 4);
    double[] energies = energies(fitted(correlated(4000, 3), 2), fresh);
    double difference = 0;
    double constant = 1.5 * Math.log(2 * Math.PI) + Math.log(0.01);
    for (int row = 0; row < fresh.rows(); row++) {
      double x = fresh.get(row, 0);
      double y = fresh.get(row, 1) - 10 * x;
      double z = (fresh.get(row, 2) - 1000) / 0.01;
      difference += energies[row] - constant - 0.5 * (x * x + y * y + z * z);
    }
    // A kernel density is wider than its data by the kernel: some loss, never a gain on fresh rows.
    double loss = difference / fresh.rows();
    assertTrue(loss > 0 && loss < 0.3, "loses %s nats".formatted(loss));
  }

  @Test
  void pValuesOfRowsThatFitAreUniform() {
    // Tolerance: four standard errors of the mean rank over 10 scorers of 100 held-out rows and 300
    // fresh ones.
    int[] below = new int[2];
    int count = 0;
    for (int repeat = 0; repeat < 10; repeat++) {
      AnomalyScorer scorer = fitted(correlated(400, 100 + repeat), 1);
      for (double energy : energies(scorer, correlated(300, 200 + repeat))) {
        below[0] += scorer.pValue(energy) <= 0.1 ? 1 : 0;
        below[1] += scorer.pValue(energy) <= 0.5 ? 1 : 0;
        count++;
      }
    }
    assertEquals(0.1, (double) below[0] / count, 0.044);
    assertEquals(0.5, (double) below[1] / count, 0.073);
  }

  @Test
  void theThresholdIsWherePValuesReachTheRate() {
    AnomalyScorer scorer = fitted(correlated(400, 5), 1);
    for (double rate : new double[] {0.01, 0.05, 0.37}) {
      double threshold = scorer.threshold(rate);
      assertTrue(scorer.pValue(Math.nextUp(threshold)) <= rate);
      assertTrue(scorer.pValue(threshold) > rate);
    }
    assertEquals(Double.POSITIVE_INFINITY, scorer.threshold(0.009));
    assertEquals(100, scorer.percentile(1e9));
    assertEquals(0, scorer.percentile(-1e9));
  }

  @Test
  void theColumnThatDoesNotFitTheOthersContributesMost() {
    AnomalyScorer scorer = fitted(correlated(1000, 6), 1);
    Matrix rows = new Matrix(2, 3);
    // Usual values of their own: the first column does not fit the second; then the third is odd.
    rows.copyRows(correlated(1, 7), 0, 0, 1);
    rows.set(0, 0, 0);
    rows.set(0, 1, 10);
    rows.set(0, 2, 1000);
    rows.set(1, 0, 0);
    rows.set(1, 1, 0);
    rows.set(1, 2, 1000.06f);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      List<int[]> single = IntStream.range(0, 3).mapToObj(c -> new int[] {c}).toList();
      double[][] given = scorer.contributions(rows, single, executor);
      assertTrue(given[0][0] > 5 && given[0][1] > 5 && given[0][2] < 2);
      assertTrue(given[1][2] > 5 && Math.max(given[1][0], given[1][1]) < given[1][2] / 3);
    }
  }

  @Test
  void oddTablesAreFitted() {
    Matrix equal = new Matrix(20, 2);
    Matrix binary = new Matrix(20, 2);
    for (int row = 0; row < 20; row++) {
      binary.set(row, 0, row % 2);
      binary.set(row, 1, row % 3 == 0 ? 1 : 0);
    }
    Matrix strange = new Matrix(1, 2);
    strange.set(0, 0, 50);
    for (Matrix table : List.of(equal, binary)) {
      AnomalyScorer scorer = fitted(table, 1);
      double usual = energies(scorer, table)[0];
      double odd = energies(scorer, strange)[0];
      assertTrue(Double.isFinite(usual) && Double.isFinite(odd) && odd > usual);
    }
  }

  @Test
  void impossibleTablesAreRefused() {
    Matrix holed = correlated(20, 8);
    holed.set(3, 1, Float.NaN);
    String message =
        assertThrows(IllegalArgumentException.class, () -> fitted(holed, 1)).getMessage();
    assertTrue(message.contains("row 4, column 2 is NaN"), message);
    assertThrows(IllegalArgumentException.class, () -> fitted(correlated(5, 9), 1));
  }

  @Test
  void damagedTensorsAreRefused() {
    Map<String, Matrix> good = fitted(correlated(40, 10), 1).tensors();
    for (String name : good.keySet()) {
      Map<String, Matrix> missing = new LinkedHashMap<>(good);
      missing.remove(name);
      assertTrue(refusal(missing).contains("'" + name + "'"), name);
    }
    Map<String, Matrix> narrow = new LinkedHashMap<>(good);
    narrow.put("sd", new Matrix(1, 2));
    assertTrue(refusal(narrow).contains("'sd' is 1 x 2: expected 1 x 3"));
    Map<String, Matrix> none = new LinkedHashMap<>(good);
    none.put("count", new Matrix(1, good.get("count").columns()));
    assertTrue(refusal(none).contains("'count' holds 0.0"));
    Map<String, Matrix> flat = new LinkedHashMap<>(good);
    flat.put("metric", new Matrix(3, 3));
    assertTrue(refusal(flat).contains("positive numbers on its diagonal"));
  }

  private static String refusal(Map<String, Matrix> tensors) {
    return assertThrows(IllegalArgumentException.class, () -> AnomalyScorer.restore(tensors))
        .getMessage();
  }
}
