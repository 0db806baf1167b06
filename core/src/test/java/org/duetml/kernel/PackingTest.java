package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What was packed is what a product with the identity finds. */
class PackingTest {
  private static final int TRIALS = 60;
  private static final int LARGEST = 150;

  private final Kernels kernels = Kernels.get();

  private static Matrix source(int trial) {
    int rows = TestData.integer(trial, 0, 1, LARGEST);
    int columns = TestData.integer(trial, 1, 1, LARGEST);
    return TestData.matrix(trial, rows, columns);
  }

  private Matrix unpacked(PackedMatrix packed) {
    Matrix identity = new Matrix(packed.rows(), packed.rows());
    for (int i = 0; i < packed.rows(); i++) {
      identity.set(i, i, 1);
    }
    Matrix product = new Matrix(packed.rows(), packed.columns());
    kernels.affine(identity, packed, null, product, 0, packed.rows());
    return product;
  }

  @Test
  void packKeepsEveryElement() {
    for (int trial = 0; trial < TRIALS; trial++) {
      Matrix source = source(trial);
      Matrix found = unpacked(TestData.packed(kernels, source));
      for (int r = 0; r < source.rows(); r++) {
        for (int c = 0; c < source.columns(); c++) {
          assertEquals(source.get(r, c), found.get(r, c));
        }
      }
    }
  }

  @Test
  void packTransposedSwapsRowsAndColumns() {
    for (int trial = 0; trial < TRIALS; trial++) {
      Matrix source = source(trial);
      PackedMatrix packed = kernels.packed(source.columns(), source.rows());
      kernels.packTransposed(source, packed);
      Matrix found = unpacked(packed);
      for (int r = 0; r < source.rows(); r++) {
        for (int c = 0; c < source.columns(); c++) {
          assertEquals(source.get(r, c), found.get(c, r));
        }
      }
    }
  }
}
