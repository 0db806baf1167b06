package org.duetml.kernel;

import static org.duetml.kernel.Simd.FLOATS;
import static org.duetml.kernel.Simd.LENGTH;

import jdk.incubator.vector.FloatVector;

/**
 * Feature-wise modulation and its derivatives, operation by operation the same as {@link
 * ScalarModulation}.
 */
final class VectorModulation {
  private VectorModulation() {}

  static void forward(Matrix z, Modulation modulation, Matrix y, int from, int to) {
    float[] scale = modulation.scale().values();
    float[] shift = modulation.shift().values();
    for (int r = from; r < to; r++) {
      int row = r * z.stride();
      int condition = modulation.step()[r] * z.stride();
      for (int j = 0; j < z.width(); j += LENGTH) {
        FloatVector factor = FloatVector.fromArray(FLOATS, scale, condition + j);
        FloatVector offset = FloatVector.fromArray(FLOATS, shift, condition + j);
        FloatVector value = FloatVector.fromArray(FLOATS, z.values(), row + j);
        value.fma(factor, offset).intoArray(y.values(), row + j);
      }
    }
  }

  static void backward(
      Matrix dy, Matrix slope, Modulation modulation, Matrix du, Matrix dz, int from, int to) {
    float[] scale = modulation.scale().values();
    for (int r = from; r < to; r++) {
      int row = r * dy.stride();
      int condition = modulation.step()[r] * dy.stride();
      for (int j = 0; j < dy.width(); j += LENGTH) {
        FloatVector gradient = FloatVector.fromArray(FLOATS, dy.values(), row + j);
        gradient = gradient.mul(FloatVector.fromArray(FLOATS, slope.values(), row + j));
        gradient.intoArray(du.values(), row + j);
        gradient = gradient.mul(FloatVector.fromArray(FLOATS, scale, condition + j));
        gradient.intoArray(dz.values(), row + j);
      }
    }
  }

  /** Rows of one step mostly follow one another, so that their sums stay in registers. */
  static void gradient(
      Matrix du,
      Matrix z,
      Modulation modulation,
      int rows,
      Matrix dScale,
      Matrix dShift,
      Matrix dBias,
      int fromColumn,
      int toColumn) {
    int[] step = modulation.step();
    float[] scale = modulation.scale().values();
    float[] scales = dScale.values();
    float[] shifts = dShift.values();
    float[] biases = dBias.values();
    for (int r = 0, end; r < rows; r = end) {
      end = endOfStep(step, r, rows);
      int condition = step[r] * du.stride();
      int column = fromColumn;
      for (; column + 4 * LENGTH <= toColumn; column += 4 * LENGTH) {
        addFour(du, z, r, end, column, scale, scales, shifts, condition + column, biases);
      }
      for (; column < toColumn; column += LENGTH) {
        addOne(du, z, r, end, column, scale, scales, shifts, condition + column, biases);
      }
    }
  }

  /** One past the last of the rows from {@code from} on that are all of one step. */
  private static int endOfStep(int[] step, int from, int rows) {
    int end = from + 1;
    while (end < rows && step[end] == step[from]) {
      end++;
    }
    return end;
  }

  /**
   * Adds rows {@code from} to {@code to}, all of one step, to the sums of one vector, which stand
   * {@code at} that place of scales and shifts, and at the column of biases.
   */
  private static void addOne(
      Matrix du,
      Matrix z,
      int from,
      int to,
      int column,
      float[] scale,
      float[] scales,
      float[] shifts,
      int at,
      float[] biases) {
    FloatVector factor = FloatVector.fromArray(FLOATS, scale, at);
    FloatVector scaleSum = FloatVector.fromArray(FLOATS, scales, at);
    FloatVector shiftSum = FloatVector.fromArray(FLOATS, shifts, at);
    FloatVector biasSum = FloatVector.fromArray(FLOATS, biases, column);
    for (int r = from; r < to; r++) {
      int i = r * du.stride() + column;
      FloatVector gradient = FloatVector.fromArray(FLOATS, du.values(), i);
      scaleSum = gradient.fma(FloatVector.fromArray(FLOATS, z.values(), i), scaleSum);
      shiftSum = shiftSum.add(gradient);
      biasSum = biasSum.add(gradient.mul(factor));
    }
    scaleSum.intoArray(scales, at);
    shiftSum.intoArray(shifts, at);
    biasSum.intoArray(biases, column);
  }

  /** The same for vectors side by side, because one sum alone waits for each of its additions. */
  private static void addFour(
      Matrix du,
      Matrix z,
      int from,
      int to,
      int column,
      float[] scale,
      float[] scales,
      float[] shifts,
      int at,
      float[] biases) {
    FloatVector factor0 = FloatVector.fromArray(FLOATS, scale, at);
    FloatVector factor1 = FloatVector.fromArray(FLOATS, scale, at + LENGTH);
    FloatVector factor2 = FloatVector.fromArray(FLOATS, scale, at + 2 * LENGTH);
    FloatVector factor3 = FloatVector.fromArray(FLOATS, scale, at + 3 * LENGTH);
    FloatVector scaleSum0 = FloatVector.fromArray(FLOATS, scales, at);
    FloatVector scaleSum1 = FloatVector.fromArray(FLOATS, scales, at + LENGTH);
    FloatVector scaleSum2 = FloatVector.fromArray(FLOATS, scales, at + 2 * LENGTH);
    FloatVector scaleSum3 = FloatVector.fromArray(FLOATS, scales, at + 3 * LENGTH);
    FloatVector shiftSum0 = FloatVector.fromArray(FLOATS, shifts, at);
    FloatVector shiftSum1 = FloatVector.fromArray(FLOATS, shifts, at + LENGTH);
    FloatVector shiftSum2 = FloatVector.fromArray(FLOATS, shifts, at + 2 * LENGTH);
    FloatVector shiftSum3 = FloatVector.fromArray(FLOATS, shifts, at + 3 * LENGTH);
    FloatVector biasSum0 = FloatVector.fromArray(FLOATS, biases, column);
    FloatVector biasSum1 = FloatVector.fromArray(FLOATS, biases, column + LENGTH);
    FloatVector biasSum2 = FloatVector.fromArray(FLOATS, biases, column + 2 * LENGTH);
    FloatVector biasSum3 = FloatVector.fromArray(FLOATS, biases, column + 3 * LENGTH);
    float[] gradients = du.values();
    float[] values = z.values();
    for (int r = from; r < to; r++) {
      int i = r * du.stride() + column;
      FloatVector gradient0 = FloatVector.fromArray(FLOATS, gradients, i);
      FloatVector gradient1 = FloatVector.fromArray(FLOATS, gradients, i + LENGTH);
      FloatVector gradient2 = FloatVector.fromArray(FLOATS, gradients, i + 2 * LENGTH);
      FloatVector gradient3 = FloatVector.fromArray(FLOATS, gradients, i + 3 * LENGTH);
      scaleSum0 = gradient0.fma(FloatVector.fromArray(FLOATS, values, i), scaleSum0);
      scaleSum1 = gradient1.fma(FloatVector.fromArray(FLOATS, values, i + LENGTH), scaleSum1);
      scaleSum2 = gradient2.fma(FloatVector.fromArray(FLOATS, values, i + 2 * LENGTH), scaleSum2);
      scaleSum3 = gradient3.fma(FloatVector.fromArray(FLOATS, values, i + 3 * LENGTH), scaleSum3);
      shiftSum0 = shiftSum0.add(gradient0);
      shiftSum1 = shiftSum1.add(gradient1);
      shiftSum2 = shiftSum2.add(gradient2);
      shiftSum3 = shiftSum3.add(gradient3);
      biasSum0 = biasSum0.add(gradient0.mul(factor0));
      biasSum1 = biasSum1.add(gradient1.mul(factor1));
      biasSum2 = biasSum2.add(gradient2.mul(factor2));
      biasSum3 = biasSum3.add(gradient3.mul(factor3));
    }
    scaleSum0.intoArray(scales, at);
    scaleSum1.intoArray(scales, at + LENGTH);
    scaleSum2.intoArray(scales, at + 2 * LENGTH);
    scaleSum3.intoArray(scales, at + 3 * LENGTH);
    shiftSum0.intoArray(shifts, at);
    shiftSum1.intoArray(shifts, at + LENGTH);
    shiftSum2.intoArray(shifts, at + 2 * LENGTH);
    shiftSum3.intoArray(shifts, at + 3 * LENGTH);
    biasSum0.intoArray(biases, column);
    biasSum1.intoArray(biases, column + LENGTH);
    biasSum2.intoArray(biases, column + 2 * LENGTH);
    biasSum3.intoArray(biases, column + 3 * LENGTH);
  }
}
