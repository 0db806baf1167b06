package org.duetml.kernel;

/**
 * The arithmetic Duet is made of. Two implementations agree to the bit: SIMD (the Vector API) and
 * scalar; {@link #get()} chooses once.
 *
 * <p>Why the bits agree: every output element is accumulated by one lane, over ascending {@code k},
 * with fused multiply-add; so neither the vector length, nor the tile, nor the shard shows in the
 * result.
 *
 * <p>All methods are stateless and may be called from any thread, provided that no two calls write
 * the same elements. Matrix arguments are trusted to have fitting shapes (asserted only): their
 * callers in {@code nn} validate.
 */
public interface Kernels {

  /**
   * The kernels of this process: SIMD where the module {@code jdk.incubator.vector} is present,
   * scalar otherwise; the system property {@code duet.kernels} ({@code simd} or {@code scalar})
   * forces one.
   *
   * @return the one shared instance
   * @throws IllegalStateException if the forced kernels are not available
   */
  static Kernels get() {
    return KernelsHolder.INSTANCE;
  }

  /**
   * What was chosen, for logs and provenance.
   *
   * @return for example {@code simd-512} or {@code scalar}
   */
  String name();

  /**
   * Room for a matrix in the order in which {@link #affine} reads it.
   *
   * @param rows number of rows, at least 0
   * @param columns number of columns, at least 1
   * @return zeros, for {@link #pack}, {@link #packTransposed} and {@link #affine} of these kernels
   */
  PackedMatrix packed(int rows, int columns);

  /**
   * {@code target = source}.
   *
   * @param source a matrix
   * @param target of the same shape, overwritten
   */
  void pack(Matrix source, PackedMatrix target);

  /**
   * {@code target = transpose(source)}.
   *
   * @param source a matrix
   * @param target of its transposed shape, overwritten
   */
  void packTransposed(Matrix source, PackedMatrix target);

  /**
   * {@code y[r] = bias + x[r] * weights} for rows {@code from <= r < to}.
   *
   * @param x rows x inputs
   * @param weights inputs x outputs
   * @param bias one row of outputs, or null for zero
   * @param y rows x outputs, overwritten
   * @param from first row
   * @param to one past the last row
   */
  void affine(Matrix x, PackedMatrix weights, Matrix bias, Matrix y, int from, int to);

  /**
   * {@code gradient[k] = sum over r < rows of x[r][k] * delta[r]} for weight rows {@code from <= k
   * < to}; the sum runs over ascending rows.
   *
   * @param x rows x inputs
   * @param delta rows x outputs
   * @param rows number of rows summed
   * @param gradient inputs x outputs, overwritten
   * @param from first row of the gradient
   * @param to one past its last row
   */
  void weightGradient(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to);

  /**
   * {@code sums[0] = sum over r < rows of x[r]}, over ascending rows.
   *
   * @param x rows x columns
   * @param rows number of rows summed
   * @param sums one row, overwritten
   */
  void columnSums(Matrix x, int rows, Matrix sums);

  /**
   * {@code y = f(u)} and {@code slope = f'(u)}, where u is z or, with a modulation, the modulated
   * z; element by element. Padding may be written: y and slope there may become f(0), which is
   * harmless because the weights that meet it are zero. Relative errors of values stay below 3e-7,
   * and so do absolute errors of slopes (of SiLU's: 1.5e-7 max(1, |u|)). NaN stays NaN, and finite
   * arguments of any size are safe.
   *
   * @param activation f
   * @param z rows x columns
   * @param modulation of rows x columns; null for none
   * @param y overwritten (may be z)
   * @param slope overwritten; null if not wanted
   * @param from first row
   * @param to one past the last row
   */
  void activate(
      Activation activation,
      Matrix z,
      Modulation modulation,
      Matrix y,
      Matrix slope,
      int from,
      int to);

  /**
   * The derivatives of a modulated {@link #activate}: {@code du = dy * slope} by the modulated z
   * and {@code dz[r] = scale[step[r]] * du[r]} by z itself.
   *
   * @param dy rows x columns
   * @param slope rows x columns
   * @param modulation of rows x columns
   * @param du overwritten (may be slope)
   * @param dz overwritten (may be dy)
   * @param from first row
   * @param to one past the last row
   */
  void activateBackward(
      Matrix dy, Matrix slope, Modulation modulation, Matrix du, Matrix dz, int from, int to);

  /**
   * The derivatives by a modulation and by the bias added before it, summed over ascending rows:
   * {@code dScale[s] = sum of du[r] * z[r]} and {@code dShift[s] = sum of du[r]} over the rows with
   * {@code step[r] = s}, {@code dBias[0] = sum of scale[step[r]] * du[r]} over all rows; for
   * columns {@code fromColumn <= c < toColumn}, both multiples of {@link Matrix#ALIGNMENT}.
   *
   * @param du rows x columns
   * @param z rows x columns
   * @param modulation of rows x columns
   * @param rows number of rows summed
   * @param dScale steps x columns, overwritten
   * @param dShift steps x columns, overwritten
   * @param dBias one row, overwritten
   * @param fromColumn first column
   * @param toColumn one past the last column, at most the width
   */
  void modulationGradient(
      Matrix du,
      Matrix z,
      Modulation modulation,
      int rows,
      Matrix dScale,
      Matrix dShift,
      Matrix dBias,
      int fromColumn,
      int toColumn);

  /**
   * {@code y = a * b}, element by element.
   *
   * @param a rows x columns
   * @param b rows x columns
   * @param y overwritten (may be a or b)
   * @param from first row
   * @param to one past the last row
   */
  void multiply(Matrix a, Matrix b, Matrix y, int from, int to);

  /**
   * {@code y[i] = exp(x[i])}, within 1.1 ulp, the same bits on every platform; 0 or infinity where
   * float32 ends.
   *
   * @param x arguments
   * @param y overwritten (may be x)
   * @param from first element
   * @param to one past the last
   */
  void exp(float[] x, float[] y, int from, int to);

  /**
   * {@code y[i] = log(x[i])}, within 1.1 ulp, the same bits on every platform; minus infinity at 0,
   * NaN below.
   *
   * @param x arguments, at least 0
   * @param y overwritten (may be x)
   * @param from first element
   * @param to one past the last
   */
  void log(float[] x, float[] y, int from, int to);

  /**
   * Sine and cosine, absolute error below 1.5e-7 for |x| up to a million; NaN beyond {@code 2^20},
   * where float32 hardly tells one angle from the next. The same bits on every platform.
   *
   * @param x arguments in radians
   * @param sine overwritten
   * @param cosine overwritten
   * @param from first element
   * @param to one past the last
   */
  void sinCos(float[] x, float[] sine, float[] cosine, int from, int to);

  /**
   * One step of Adam with decoupled weight decay (Kingma and Ba 2015, algorithm 1; Loshchilov and
   * Hutter 2019): {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w = w (1 -
   * decay) - rate m / (sqrt(v) + epsilon)} for elements {@code from <= i < to}. The caller folds
   * the bias corrections into rate and epsilon, the clipping into gradientScale.
   *
   * @param w values, updated
   * @param g gradients
   * @param m first moments, updated
   * @param v second moments, updated
   * @param gradientScale factor on every gradient
   * @param beta1 decay of the first moment
   * @param beta2 decay of the second moment
   * @param rate learning rate, bias corrections included
   * @param epsilon keeps the division finite, bias correction included
   * @param decay weight decay of this step, 0 for none
   * @param from first element
   * @param to one past the last
   */
  void adam(
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
      int to);

  /**
   * {@code average += weight * (value - average)}: a step of an exponential moving average.
   *
   * @param average updated
   * @param value the newest value
   * @param weight 1 minus the decay
   * @param from first element
   * @param to one past the last
   */
  void blend(float[] average, float[] value, float weight, int from, int to);

  /**
   * Random bits by Philox4x32-10 (Salmon et al. 2011): 64 blocks of four words, for ascending
   * counters. Word w of block i lies at {@code 64 w + i}.
   *
   * @param key both words of the key, the first in the low bits
   * @param counter words 2 and 3 of the counter
   * @param block words 0 and 1 of the first counter
   * @param words 256 words, overwritten
   */
  void randomWords(long key, long counter, long block, int[] words);
}
