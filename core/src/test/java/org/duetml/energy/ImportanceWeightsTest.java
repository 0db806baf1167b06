package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.duetml.kernel.Matrix;
import org.junit.jupiter.api.Test;

/** Self-normalised weights. */
class ImportanceWeightsTest {
  @Test
  void weightsAreProportionalToTheExponentials() {
    double[] weights = {Math.log(1), Math.log(2), Math.log(5)};
    ImportanceWeights.normalize(weights);
    assertArrayEquals(new double[] {0.125, 0.25, 0.625}, weights, 1e-15);
  }

  @Test
  void aConstantInTheLogWeightsDoesNotShowHoweverLarge() {
    for (double constant : new double[] {-5000, 0, 5000}) {
      double[] weights = {constant, constant + Math.log(3)};
      ImportanceWeights.normalize(weights);
      assertArrayEquals(new double[] {0.25, 0.75}, weights, 1e-9);
    }
  }

  @Test
  void impossibleSamplesWeighNothing() {
    double[] weights = {Double.NEGATIVE_INFINITY, -3};
    ImportanceWeights.normalize(weights);
    assertArrayEquals(new double[] {0, 1}, weights);
  }

  @Test
  void theEffectiveFractionCountsEqualWeightsFullyAndOneWeightOnce() {
    assertEquals(1, ImportanceWeights.effectiveFraction(new double[] {0.25, 0.25, 0.25, 0.25}));
    assertEquals(0.25, ImportanceWeights.effectiveFraction(new double[] {0, 1, 0, 0}));
    double of3 = 1 / (0.125 * 0.125 + 0.25 * 0.25 + 0.625 * 0.625) / 3;
    assertEquals(
        of3, ImportanceWeights.effectiveFraction(new double[] {0.125, 0.25, 0.625}), 1e-12);
  }

  @Test
  void everySampleNeedsItsWeight() {
    Matrix samples = new Matrix(3, 1);
    assertEquals(
        "3 samples with 2 weights",
        assertThrows(
                IllegalArgumentException.class, () -> new WeightedSamples(samples, new double[2]))
            .getMessage());
  }
}
