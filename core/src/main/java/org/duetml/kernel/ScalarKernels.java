package org.duetml.kernel;

import java.util.Arrays;

/** The kernels in plain Java. */
final class ScalarKernels implements Kernels {

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void affine(Matrix x, Matrix weights, Matrix bias, Matrix y, int from, int to) {
    assert x.columns() == weights.rows() && weights.columns() == y.columns();
    int stride = y.stride();
    for (int r = from; r < to; r++) {
      float[] sums = new float[stride];
      if (bias != null) {
        System.arraycopy(bias.values(), 0, sums, 0, stride);
      }
      for (int k = 0; k < x.columns(); k++) {
        float factor = x.get(r, k);
        for (int j = 0; j < stride; j++) {
          sums[j] = Math.fma(factor, weights.values()[k * stride + j], sums[j]);
        }
      }
      System.arraycopy(sums, 0, y.values(), r * stride, stride);
    }
  }

  @Override
  public void weightGradient(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    assert x.columns() == gradient.rows() && delta.columns() == gradient.columns();
    int stride = delta.stride();
    for (int k = from; k < to; k++) {
      float[] sums = new float[stride];
      for (int r = 0; r < rows; r++) {
        float factor = x.get(r, k);
        for (int j = 0; j < stride; j++) {
          sums[j] = Math.fma(factor, delta.values()[r * stride + j], sums[j]);
        }
      }
      System.arraycopy(sums, 0, gradient.values(), k * stride, stride);
    }
  }

  @Override
  public void columnSums(Matrix x, int rows, Matrix sums) {
    Arrays.fill(sums.values(), 0, x.stride(), 0);
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < x.stride(); j++) {
        sums.values()[j] += x.values()[r * x.stride() + j];
      }
    }
  }

  @Override
  public void transpose(Matrix source, Matrix target) {
    assert source.rows() == target.columns() && source.columns() == target.rows();
    for (int r = 0; r < source.rows(); r++) {
      for (int c = 0; c < source.columns(); c++) {
        target.set(c, r, source.get(r, c));
      }
    }
  }

  @Override
  public void modulate(
      Matrix z, Matrix scale, Matrix shift, int[] step, Matrix y, int from, int to) {
    int stride = z.stride();
    for (int r = from; r < to; r++) {
      for (int j = 0; j < stride; j++) {
        float factor = scale.values()[step[r] * stride + j];
        float offset = shift.values()[step[r] * stride + j];
        y.values()[r * stride + j] = Math.fma(factor, z.values()[r * stride + j], offset);
      }
    }
  }

  @Override
  public void modulateBackward(Matrix dy, Matrix scale, int[] step, Matrix dz, int from, int to) {
    int stride = dy.stride();
    for (int r = from; r < to; r++) {
      for (int j = 0; j < stride; j++) {
        dz.values()[r * stride + j] =
            scale.values()[step[r] * stride + j] * dy.values()[r * stride + j];
      }
    }
  }

  @Override
  public void modulateGradient(
      Matrix dy,
      Matrix z,
      int[] step,
      int rows,
      Matrix dScale,
      Matrix dShift,
      int fromColumn,
      int toColumn) {
    int stride = dy.stride();
    for (int s = 0; s < dScale.rows(); s++) {
      Arrays.fill(dScale.values(), s * stride + fromColumn, s * stride + toColumn, 0);
      Arrays.fill(dShift.values(), s * stride + fromColumn, s * stride + toColumn, 0);
    }
    for (int r = 0; r < rows; r++) {
      for (int j = fromColumn; j < toColumn; j++) {
        int target = step[r] * stride + j;
        float slope = dy.values()[r * stride + j];
        dScale.values()[target] =
            Math.fma(slope, z.values()[r * stride + j], dScale.values()[target]);
        dShift.values()[target] += slope;
      }
    }
  }

  @Override
  public void activate(Activation activation, Matrix z, Matrix y, Matrix slope, int from, int to) {
    for (int i = from * z.stride(); i < to * z.stride(); i++) {
      float x = z.values()[i];
      double sigmoid = 1 / (1 + StrictMath.exp(-x));
      double tanh = StrictMath.tanh(x);
      double value =
          switch (activation) {
            case IDENTITY -> x;
            case SILU -> x * sigmoid;
            case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            case RELU -> Math.max(x, 0);
            case TANH -> tanh;
          };
      double derivative =
          switch (activation) {
            case IDENTITY -> 1;
            case SILU -> sigmoid * (1 + x * (1 - sigmoid));
            case SOFTPLUS -> sigmoid;
            case RELU -> x > 0 ? 1 : 0;
            case TANH -> 1 - tanh * tanh;
          };
      y.values()[i] = (float) value;
      if (slope != null) {
        slope.values()[i] = (float) derivative;
      }
    }
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix y, int from, int to) {
    for (int i = from * a.stride(); i < to * a.stride(); i++) {
      y.values()[i] = a.values()[i] * b.values()[i];
    }
  }

  @Override
  public void exp(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = (float) StrictMath.exp(x[i]);
    }
  }

  @Override
  public void log(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = (float) StrictMath.log(x[i]);
    }
  }

  @Override
  public void sinCos(float[] x, float[] sine, float[] cosine, int from, int to) {
    for (int i = from; i < to; i++) {
      float angle = x[i];
      sine[i] = (float) StrictMath.sin(angle);
      cosine[i] = (float) StrictMath.cos(angle);
    }
  }

  @Override
  public void adam(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float gradientScale,
      float beta1,
      float beta2,
      float rate,
      float epsilon,
      float decay,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float gradient = g[i] * gradientScale;
      m[i] = Math.fma(beta1, m[i], (1 - beta1) * gradient);
      v[i] = Math.fma(beta2, v[i], (1 - beta2) * (gradient * gradient));
      float step = rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
      w[i] = Math.fma(w[i], 1 - decay, -step);
    }
  }

  @Override
  public void blend(float[] average, float[] value, float weight, int from, int to) {
    for (int i = from; i < to; i++) {
      average[i] = Math.fma(weight, value[i] - average[i], average[i]);
    }
  }
}
