package org.duetml.kernel;

/** Matrices and arrays for the tests of this package. */
final class TestData {
  /** Values where floating-point code tends to go wrong. */
  static final float[] ADVERSARIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    1f,
    -1f,
    Math.nextDown(1f),
    Math.nextUp(1f),
    0.625f,
    -0.625f,
    0.34657359f,
    -86.99999f,
    -87f,
    -87.00001f,
    87f,
    88.72283f,
    88.72284f,
    -103.97f,
    -103.98f,
    -104.1f,
    1e4f,
    -1e4f,
    1e9f,
    -1e9f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private static final RandomStream RANDOM = RandomStream.of(7, "kernel.test");

  private TestData() {}

  /** Normals with zero padding. */
  static Matrix matrix(int step, int rows, int columns) {
    Matrix matrix = new Matrix(rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, (float) RANDOM.normal(step, (long) r * columns + c));
      }
    }
    return matrix;
  }

  /** Numbers of every magnitude, with the adversarial ones at the front. */
  static float[] floats(int step, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double exponent = 100 * RANDOM.uniform(step, 2L * i) - 70;
      double normal = RANDOM.normal(step, count + 2L * i);
      values[i] =
          i < ADVERSARIAL.length ? ADVERSARIAL[i] : (float) (normal * StrictMath.pow(2, exponent));
    }
    return values;
  }

  /** A matrix of {@link #floats}; the padding is zero. */
  static Matrix wild(int step, int rows, int columns) {
    Matrix matrix = new Matrix(rows, columns);
    float[] values = floats(step, rows * columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, values[r * columns + c]);
      }
    }
    return matrix;
  }

  static int[] steps(int step, int rows, int bound) {
    int[] steps = new int[rows];
    for (int r = 0; r < rows; r++) {
      steps[r] = RANDOM.integer(step, r, bound);
    }
    return steps;
  }

  /** The same numbers in the order of these kernels. */
  static PackedMatrix packed(Kernels kernels, Matrix source) {
    PackedMatrix packed = kernels.packed(source.rows(), source.columns());
    kernels.pack(source, packed);
    return packed;
  }

  /** A number from {@code low} to below {@code high}. */
  static int integer(int step, int index, int low, int high) {
    return low + RANDOM.integer(step, index, high - low);
  }
}
