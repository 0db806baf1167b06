package org.duetml.nn;

import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.PackedMatrix;
import org.duetml.kernel.RandomStream;

/**
 * The fixed first map of a network: a row {@code x} with log noise level {@code u} becomes {@code
 * [x, sin(x F), cos(x F), sin(u f), cos(u f)]} with random frequencies F (Tancik et al. 2020) and
 * geometrically spaced f. On raw coordinates a smooth network learns a ring long before its modes
 * (algorithm section 8).
 */
final class InputFeatures {
  /** Range of f, in radians per unit of log noise level. */
  private static final double LEVEL_FREQUENCY_MIN = 0.3;

  private static final double LEVEL_FREQUENCY_MAX = 6;

  private final Kernels kernels = Kernels.get();
  private final int inputs;
  private final int columns;
  private final int fourierFeatures;
  private final Matrix frequencies;
  private final PackedMatrix packed;
  private final PackedMatrix packedTransposed;
  private final float[] levelFrequencies;

  InputFeatures(MlpShape shape, long seed) {
    inputs = shape.inputs();
    columns = shape.features();
    fourierFeatures = shape.fourierFeatures();
    frequencies = new Matrix(inputs, Math.max(1, fourierFeatures));
    packed = kernels.packed(inputs, frequencies.columns());
    packedTransposed = kernels.packed(frequencies.columns(), inputs);
    levelFrequencies = levelFrequencies(shape.levelFrequencies());
    RandomStream random = RandomStream.of(seed, "fourier.frequencies");
    for (int r = 0; r < inputs; r++) {
      for (int c = 0; c < fourierFeatures; c++) {
        double normal = random.normal(0, (long) r * fourierFeatures + c);
        frequencies.set(r, c, (float) (shape.fourierScale() * normal));
      }
    }
    frequenciesChanged();
  }

  private static float[] levelFrequencies(int count) {
    float[] frequencies = new float[count];
    double ratio = LEVEL_FREQUENCY_MAX / LEVEL_FREQUENCY_MIN;
    for (int i = 0; i < count; i++) {
      double exponent = count == 1 ? 0 : (double) i / (count - 1);
      frequencies[i] = (float) (LEVEL_FREQUENCY_MIN * StrictMath.pow(ratio, exponent));
    }
    return frequencies;
  }

  int columns() {
    return columns;
  }

  int fourierFeatures() {
    return fourierFeatures;
  }

  /** Whether the features are the inputs themselves. */
  boolean isIdentity() {
    return columns == inputs;
  }

  Matrix frequencies() {
    return frequencies;
  }

  void frequenciesChanged() {
    kernels.pack(frequencies, packed);
    kernels.packTransposed(frequencies, packedTransposed);
  }

  /** The memory of one batch. */
  final class Memory {
    private final Matrix features;
    private final Matrix angles;
    private final Matrix sines;
    private final Matrix cosines;
    private final Matrix levelAngles;
    private final Matrix levelSines;
    private final Matrix levelCosines;

    Memory(int rows) {
      features = new Matrix(rows, columns);
      angles = new Matrix(rows, Math.max(1, fourierFeatures));
      sines = new Matrix(rows, angles.columns());
      cosines = new Matrix(rows, angles.columns());
      int levels = Math.max(1, levelFrequencies.length);
      levelAngles = new Matrix(rows, levels);
      levelSines = new Matrix(rows, levels);
      levelCosines = new Matrix(rows, levels);
    }

    Matrix features() {
      return features;
    }

    void forward(Matrix x, float[] levels, int from, int to) {
      copyColumns(x, features, 0, inputs, from, to);
      if (fourierFeatures > 0) {
        kernels.affine(x, packed, null, angles, from, to);
        sinCos(angles, sines, cosines, from, to);
        copyColumns(sines, features, inputs, fourierFeatures, from, to);
        copyColumns(cosines, features, inputs + fourierFeatures, fourierFeatures, from, to);
      }
      if (levels != null) {
        levelFeatures(levels, from, to);
      }
    }

    private void levelFeatures(float[] levels, int from, int to) {
      int count = levelFrequencies.length;
      for (int r = from; r < to; r++) {
        for (int c = 0; c < count; c++) {
          levelAngles.set(r, c, levels[r] * levelFrequencies[c]);
        }
      }
      sinCos(levelAngles, levelSines, levelCosines, from, to);
      int start = inputs + 2 * fourierFeatures;
      copyColumns(levelSines, features, start, count, from, to);
      copyColumns(levelCosines, features, start + count, count, from, to);
    }

    private void sinCos(Matrix x, Matrix sine, Matrix cosine, int from, int to) {
      int stride = x.stride();
      kernels.sinCos(x.values(), sine.values(), cosine.values(), from * stride, to * stride);
    }

    /** From the features' gradient to the inputs' gradient. */
    void backward(Matrix gradient, Matrix inputGradient, int from, int to) {
      if (fourierFeatures > 0) {
        for (int r = from; r < to; r++) {
          angleGradient(gradient.values(), r * gradient.stride() + inputs, r * angles.stride());
        }
        kernels.affine(angles, packedTransposed, null, inputGradient, from, to);
      }
      for (int r = from; r < to; r++) {
        for (int c = 0; c < inputs; c++) {
          float through = fourierFeatures > 0 ? inputGradient.get(r, c) : 0;
          inputGradient.set(r, c, through + gradient.get(r, c));
        }
      }
    }

    /** d loss / d angle, written over the angles, which are not needed any more. */
    private void angleGradient(float[] gradient, int at, int row) {
      float[] angle = angles.values();
      float[] sine = sines.values();
      float[] cosine = cosines.values();
      for (int c = 0; c < fourierFeatures; c++) {
        float bySine = gradient[at + c];
        float byCosine = gradient[at + fourierFeatures + c];
        angle[row + c] = bySine * cosine[row + c] - byCosine * sine[row + c];
      }
    }
  }

  private static void copyColumns(
      Matrix source, Matrix target, int column, int count, int from, int to) {
    for (int r = from; r < to; r++) {
      System.arraycopy(
          source.values(),
          r * source.stride(),
          target.values(),
          r * target.stride() + column,
          count);
    }
  }
}
