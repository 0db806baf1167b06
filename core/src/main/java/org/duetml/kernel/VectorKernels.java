package org.duetml.kernel;

/** The kernels on SIMD registers, by the Vector API ({@code jdk.incubator.vector}). */
final class VectorKernels implements Kernels {

  @Override
  public String name() {
    return "simd-" + Simd.FLOATS.vectorBitSize();
  }

  @Override
  public PackedMatrix packed(int rows, int columns) {
    return new PackedMatrix(rows, columns, VectorProducts.WIDEST_PANEL);
  }

  @Override
  public void pack(Matrix source, PackedMatrix target) {
    VectorPacking.pack(source, target);
  }

  @Override
  public void packTransposed(Matrix source, PackedMatrix target) {
    VectorPacking.packTransposed(source, target);
  }

  @Override
  public void affine(Matrix x, PackedMatrix weights, Matrix bias, Matrix y, int from, int to) {
    VectorProducts.affine(x, weights, bias, y, from, to);
  }

  @Override
  public void weightGradient(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    VectorGradients.weightGradient(x, delta, rows, gradient, from, to);
  }

  @Override
  public void columnSums(Matrix x, int rows, Matrix sums) {
    VectorRows.columnSums(x, rows, sums);
  }

  @Override
  public void activate(
      Activation activation,
      Matrix z,
      Modulation modulation,
      Matrix y,
      Matrix slope,
      int from,
      int to) {
    VectorActivations.activate(activation, z, modulation, y, slope, from, to);
  }

  @Override
  public void activateBackward(
      Matrix dy, Matrix slope, Modulation modulation, Matrix du, Matrix dz, int from, int to) {
    VectorModulation.backward(dy, slope, modulation, du, dz, from, to);
  }

  @Override
  public void modulationGradient(
      Matrix du,
      Matrix z,
      Modulation modulation,
      int rows,
      Matrix dScale,
      Matrix dShift,
      Matrix dBias,
      int fromColumn,
      int toColumn) {
    ScalarModulation.clear(dScale, fromColumn, toColumn);
    ScalarModulation.clear(dShift, fromColumn, toColumn);
    ScalarModulation.clear(dBias, fromColumn, toColumn);
    VectorModulation.gradient(du, z, modulation, rows, dScale, dShift, dBias, fromColumn, toColumn);
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix y, int from, int to) {
    int stride = a.stride();
    VectorElementwise.multiply(a.values(), b.values(), y.values(), from * stride, to * stride);
  }

  @Override
  public void exp(float[] x, float[] y, int from, int to) {
    VectorFunctions.exp(x, y, from, to);
  }

  @Override
  public void log(float[] x, float[] y, int from, int to) {
    VectorFunctions.log(x, y, from, to);
  }

  @Override
  public void sinCos(float[] x, float[] sine, float[] cosine, int from, int to) {
    VectorFunctions.sinCos(x, sine, cosine, from, to);
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
    VectorElementwise.adam(w, g, m, v, gradientScale, beta1, beta2, rate, epsilon, decay, from, to);
  }

  @Override
  public void blend(float[] average, float[] value, float weight, int from, int to) {
    VectorElementwise.blend(average, value, weight, from, to);
  }

  @Override
  public void randomWords(long key, long counter, long block, int[] words) {
    VectorPhilox.words(key, counter, block, words);
  }
}
