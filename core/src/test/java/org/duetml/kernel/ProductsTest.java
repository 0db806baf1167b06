package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The matrix products against loops as plain as their definition; every comparison is exact. */
class ProductsTest {
  private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 48, 61, 67, 128, 131};
  private static final int WIDE = 609;
  private static final float UNTOUCHED = 12345;

  private final Kernels kernels = Kernels.get();

  private static int size(int step, int index) {
    return SIZES[TestData.integer(step, index, 0, SIZES.length)];
  }

  @Test
  void affineIsTheSumFromTheBiasInAscendingOrder() {
    for (int trial = 0; trial < 200; trial++) {
      Matrix x = TestData.matrix(trial, size(trial, 0), size(trial, 1));
      Matrix weights = TestData.matrix(1000 + trial, x.columns(), size(trial, 2));
      Matrix bias = trial % 3 == 0 ? null : TestData.matrix(2000 + trial, 1, weights.columns());
      int from = TestData.integer(trial, 3, 0, x.rows());
      int to = TestData.integer(trial, 4, from, x.rows() + 1);
      checkAffine(x, weights, bias, from, to);
    }
  }

  /** More columns than are summed in one go, which shorter vectors do with more of them. */
  @Test
  void affineOfManyColumnsSumsInBlocksToTheSameBits() {
    Matrix x = TestData.matrix(1, 7, 2100);
    Matrix weights = TestData.matrix(2, 2100, 33);
    checkAffine(x, weights, TestData.matrix(3, 1, 33), 0, 7);
    checkAffine(x, weights, null, 2, 3);
    checkAffine(x, weights, null, 5, 7);
  }

  /** Several groups of panels, the last one of panels of every width. */
  @Test
  void affineOfAWideLayerGoesGroupByGroupToTheSameBits() {
    Matrix x = TestData.matrix(1, 13, 20);
    Matrix weights = TestData.matrix(2, 20, WIDE);
    checkAffine(x, weights, TestData.matrix(3, 1, WIDE), 0, 13);
    checkAffine(x, weights, null, 2, 12);
  }

  @Test
  void affineTakesManyRowsAtOnce() {
    Matrix x = TestData.matrix(1, 130_001, 1);
    checkAffine(x, TestData.matrix(2, 1, 2), TestData.matrix(3, 1, 2), 0, x.rows());
  }

  private void checkAffine(Matrix x, Matrix weights, Matrix bias, int from, int to) {
    Matrix y = new Matrix(x.rows(), weights.columns());
    Arrays.fill(y.values(), UNTOUCHED);
    kernels.affine(x, TestData.packed(kernels, weights), bias, y, from, to);
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.columns(); c++) {
        float sum = bias == null ? 0 : bias.get(0, c);
        for (int k = 0; k < x.columns(); k++) {
          sum = Math.fma(x.get(r, k), weights.get(k, c), sum);
        }
        assertEquals(r >= from && r < to ? sum : UNTOUCHED, y.get(r, c));
      }
    }
  }

  @Test
  void weightGradientIsTheSumOverAscendingRows() {
    for (int trial = 0; trial < 200; trial++) {
      Matrix x = TestData.matrix(trial, size(trial, 0), size(trial, 1));
      Matrix delta = TestData.matrix(1000 + trial, x.rows(), size(trial, 2));
      int rows = TestData.integer(trial, 3, 1, x.rows() + 1);
      int from = TestData.integer(trial, 4, 0, x.columns());
      int to = TestData.integer(trial, 5, from, x.columns() + 1);
      checkWeightGradient(x, delta, rows, from, to);
    }
  }

  @Test
  void weightGradientOfManyRowsSumsInBlocksToTheSameBits() {
    Matrix x = TestData.matrix(1, 1000, 11);
    Matrix delta = TestData.matrix(2, 1000, 80);
    checkWeightGradient(x, delta, 1000, 0, 11);
    checkWeightGradient(x, delta, 513, 0, 2);
  }

  @Test
  void weightGradientOfAWideLayerGoesGroupByGroupToTheSameBits() {
    Matrix x = TestData.matrix(1, 210, 13);
    Matrix delta = TestData.matrix(2, 210, WIDE);
    checkWeightGradient(x, delta, 210, 0, 13);
    checkWeightGradient(x, delta, 30, 2, 11);
  }

  @Test
  void weightGradientOfALargeBatchIsThatOfASmallOne() {
    Matrix x = TestData.matrix(1, 4100, 70);
    Matrix delta = TestData.matrix(2, 4100, 40);
    checkWeightGradient(x, delta, 4099, 0, 70);
    checkWeightGradient(x, delta, 4100, 5, 17);
  }

  /** Wide and large enough that both operands are packed; tiles of six rows, of five, and both. */
  @Test
  void weightGradientOfPackedOperandsIsThatOfOthers() {
    Matrix x = TestData.matrix(1, 1100, 48);
    Matrix delta = TestData.matrix(2, 1100, 529);
    checkWeightGradient(x, delta, 1100, 0, 48);
    checkWeightGradient(x, delta, 509, 3, 46);
    checkWeightGradient(x, delta, 510, 28, 48);
    checkWeightGradient(x, delta, 510, 29, 48);
  }

  private void checkWeightGradient(Matrix x, Matrix delta, int rows, int from, int to) {
    Matrix gradient = new Matrix(x.columns(), delta.columns());
    Arrays.fill(gradient.values(), UNTOUCHED);
    kernels.weightGradient(x, delta, rows, gradient, from, to);
    for (int k = 0; k < gradient.rows(); k++) {
      for (int c = 0; c < gradient.columns(); c++) {
        float sum = 0;
        for (int r = 0; r < rows; r++) {
          sum = Math.fma(x.get(r, k), delta.get(r, c), sum);
        }
        assertEquals(k >= from && k < to ? sum : UNTOUCHED, gradient.get(k, c));
      }
    }
  }

  @Test
  void paddingOfTheResultStaysZero() {
    Matrix x = TestData.matrix(1, 9, 5);
    Matrix weights = TestData.matrix(2, 5, 21);
    Matrix y = new Matrix(9, 21);
    kernels.affine(x, TestData.packed(kernels, weights), TestData.matrix(3, 1, 21), y, 0, 9);
    Matrix gradient = new Matrix(5, 21);
    kernels.weightGradient(x, y, 9, gradient, 0, 5);
    for (int c = 21; c < y.stride(); c++) {
      assertEquals(0, y.get(8, c));
      assertEquals(0, gradient.get(4, c));
    }
  }

  @Test
  void noStepsLeaveTheBias() {
    Matrix delta = new Matrix(0, 20);
    Matrix gradient = TestData.matrix(1, 4, 20);
    kernels.weightGradient(new Matrix(0, 4), delta, 0, gradient, 0, 4);
    for (float value : gradient.values()) {
      assertEquals(0, value);
    }
  }
}
