package org.duetml.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs every method of some kernels on fixed inputs, prime shapes and adversarial values among
 * them, and keeps a hash of the bits each call wrote. Kernels that agree to the bit have equal
 * digests. Can be run in a process of its own, to compare kernels on other vector lengths.
 */
final class KernelDigest {
  private static final int[][] SHAPES = {
    {1, 1, 1}, {2, 3, 5}, {3, 17, 31}, {7, 13, 64}, {19, 5, 67}, {31, 300, 83}, {300, 11, 128}
  };

  private final Kernels kernels;
  private final List<String> hashes = new ArrayList<>();

  private KernelDigest(Kernels kernels) {
    this.kernels = kernels;
  }

  /** A line for each call: method, shape and hash of the result. */
  static List<String> of(Kernels kernels) {
    KernelDigest digest = new KernelDigest(kernels);
    for (int[] shape : SHAPES) {
      digest.products(shape[0], shape[1], shape[2]);
      digest.rows(shape[0], shape[2]);
      digest.activations(shape[0], shape[2]);
    }
    digest.functions(1009);
    digest.optimizer(211);
    return digest.hashes;
  }

  /** Prints the name and the digest of this process's kernels, line by line. */
  public static void main(String[] arguments) {
    System.out.println(Kernels.get().name());
    of(Kernels.get()).forEach(System.out::println);
  }

  /** All NaNs count as one: which of them an operation passes on is not defined. */
  private void add(String name, float[]... results) {
    int hash = 1;
    for (float[] result : results) {
      hash = 31 * hash + Arrays.hashCode(result);
    }
    hashes.add(name + " " + hash);
  }

  /** Padding does not count: nobody reads it. */
  private void add(String name, Matrix... results) {
    float[][] columns = new float[results.length][];
    for (int i = 0; i < results.length; i++) {
      Matrix matrix = results[i];
      columns[i] = new float[matrix.rows() * matrix.columns()];
      for (int r = 0; r < matrix.rows(); r++) {
        int from = r * matrix.stride();
        int to = r * matrix.columns();
        System.arraycopy(matrix.values(), from, columns[i], to, matrix.columns());
      }
    }
    add(name, columns);
  }

  private void products(int rows, int inputs, int outputs) {
    String shape = " " + rows + "x" + inputs + "x" + outputs;
    Matrix bias = TestData.matrix(3, 1, outputs);
    for (Matrix x :
        new Matrix[] {TestData.matrix(1, rows, inputs), TestData.wild(1, rows, inputs)}) {
      Matrix weights = TestData.matrix(2, inputs, outputs);
      Matrix y = new Matrix(rows, outputs);
      PackedMatrix packed = TestData.packed(kernels, weights);
      kernels.affine(x, packed, bias, y, 0, rows);
      add("affine" + shape, y);
      kernels.affine(x, packed, null, y, 0, rows);
      Matrix gradient = new Matrix(inputs, outputs);
      kernels.weightGradient(x, y, rows, gradient, 0, inputs);
      add("affine and weightGradient" + shape, y, gradient);
      PackedMatrix transposed = kernels.packed(outputs, inputs);
      kernels.packTransposed(weights, transposed);
      Matrix back = new Matrix(rows, inputs);
      kernels.affine(y, transposed, null, back, 0, rows);
      add("affine of packTransposed" + shape, back);
    }
  }

  private void rows(int rows, int columns) {
    String shape = " " + rows + "x" + columns;
    Matrix z = TestData.wild(1, rows, columns);
    Matrix dy = TestData.matrix(2, rows, columns);
    Matrix scale = TestData.matrix(3, 4, columns);
    Matrix shift = TestData.matrix(4, 4, columns);
    int[] step = TestData.steps(5, rows, 4);
    Matrix y = new Matrix(rows, columns);
    Modulation modulation = new Modulation(scale, shift, step);
    for (Activation activation : Activation.values()) {
      Matrix slope = new Matrix(rows, columns);
      kernels.activate(activation, z, modulation, y, slope, 0, rows);
      add("modulated " + activation + shape, y, slope);
    }
    Matrix dz = new Matrix(rows, columns);
    kernels.activateBackward(dy, z, modulation, y, dz, 0, rows);
    add("activateBackward" + shape, y, dz);
    Matrix dScale = new Matrix(4, columns);
    Matrix dShift = new Matrix(4, columns);
    Matrix dBias = new Matrix(1, columns);
    int width = z.width();
    kernels.modulationGradient(dy, z, modulation, rows, dScale, dShift, dBias, 0, width);
    add("modulationGradient" + shape, dScale, dShift, dBias);
    kernels.multiply(z, dy, y, 0, rows);
    add("multiply" + shape, y);
    Matrix sums = new Matrix(1, columns);
    kernels.columnSums(dy, rows, sums);
    add("columnSums" + shape, sums);
  }

  private void activations(int rows, int columns) {
    Matrix z = TestData.wild(1, rows, columns);
    for (Activation activation : Activation.values()) {
      Matrix y = new Matrix(rows, columns);
      Matrix slope = new Matrix(rows, columns);
      kernels.activate(activation, z, null, y, slope, 0, rows);
      Matrix alone = new Matrix(rows, columns);
      kernels.activate(activation, z, null, alone, null, 0, rows);
      add(activation + " " + rows + "x" + columns, y, slope, alone);
    }
  }

  private void functions(int count) {
    float[] x = TestData.floats(1, count);
    float[] y = new float[count];
    float[] other = new float[count];
    kernels.exp(x, y, 0, count);
    add("exp", y);
    kernels.log(x, y, 0, count);
    add("log", y);
    kernels.sinCos(x, y, other, 0, count);
    add("sinCos", y, other);
    int[] words = new int[ScalarPhilox.WORDS];
    kernels.randomWords(0x123456789ABCDEFL, -7, Integer.MAX_VALUE, words);
    hashes.add("randomWords " + Arrays.hashCode(words));
    kernels.exp(x, y, 3, count - 5);
    add("exp of a part", y);
  }

  private void optimizer(int count) {
    float[] w = TestData.floats(1, count);
    float[] g = TestData.matrix(2, 1, count).values();
    float[] m = TestData.matrix(3, 1, count).values();
    float[] v = TestData.matrix(4, 1, count).values();
    for (int i = 0; i < v.length; i++) {
      v[i] *= v[i];
    }
    kernels.adam(w, g, m, v, 0.7f, 0.9f, 0.999f, 1e-3f, 1e-8f, 1e-4f, 1, count);
    add("adam", w, m, v);
    kernels.blend(w, g, 0.01f, 1, count);
    add("blend", w);
  }
}
