package org.duetml.nn;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/** How the weights of a layer start. */
public enum Initialization {
  /** Normal, variance {@code 2 / inputs} (He et al. 2015), for functions like ReLU and SiLU. */
  HE {
    @Override
    void fill(Matrix weights, RandomStream random) {
      normal(weights, random, StrictMath.sqrt(2.0 / weights.rows()));
    }
  },
  /** Normal, variance {@code 2 / (inputs + outputs)} (Glorot and Bengio 2010), for tanh. */
  XAVIER {
    @Override
    void fill(Matrix weights, RandomStream random) {
      normal(weights, random, StrictMath.sqrt(2.0 / (weights.rows() + weights.columns())));
    }
  },
  /** Uniform, variance {@code 1 / (3 inputs)} (LeCun et al. 1998): a quiet start for outputs. */
  LECUN_UNIFORM {
    @Override
    void fill(Matrix weights, RandomStream random) {
      double bound = 1 / StrictMath.sqrt(weights.rows());
      for (int r = 0; r < weights.rows(); r++) {
        for (int c = 0; c < weights.columns(); c++) {
          double uniform = random.uniform(0, (long) r * weights.columns() + c);
          weights.set(r, c, (float) (bound * (2 * uniform - 1)));
        }
      }
    }
  },
  /** Orthonormal rows or columns, whichever are fewer (Saxe et al. 2014). */
  ORTHOGONAL {
    @Override
    void fill(Matrix weights, RandomStream random) {
      boolean wide = weights.columns() >= weights.rows();
      int count = Math.min(weights.rows(), weights.columns());
      int length = Math.max(weights.rows(), weights.columns());
      double[][] basis = orthonormal(count, length, random);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < length; j++) {
          weights.set(wide ? i : j, wide ? j : i, (float) basis[i][j]);
        }
      }
    }
  };

  /** Fills the weights (inputs x outputs) from step 0 of the stream. */
  abstract void fill(Matrix weights, RandomStream random);

  private static void normal(Matrix weights, RandomStream random, double deviation) {
    for (int r = 0; r < weights.rows(); r++) {
      for (int c = 0; c < weights.columns(); c++) {
        double normal = random.normal(0, (long) r * weights.columns() + c);
        weights.set(r, c, (float) (deviation * normal));
      }
    }
  }

  /** Gram-Schmidt, each vector orthogonalised twice against rounding. */
  private static double[][] orthonormal(int count, int length, RandomStream random) {
    double[][] basis = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < length; j++) {
        basis[i][j] = random.normal(0, (long) i * length + j);
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < i; k++) {
          addScaled(basis[i], basis[k], -dot(basis[i], basis[k]));
        }
      }
      double norm = StrictMath.sqrt(dot(basis[i], basis[i]));
      for (int j = 0; j < length; j++) {
        basis[i][j] /= norm;
      }
    }
    return basis;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void addScaled(double[] target, double[] source, double factor) {
    for (int j = 0; j < target.length; j++) {
      target[j] += factor * source[j];
    }
  }
}
