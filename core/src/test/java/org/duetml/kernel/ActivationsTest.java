package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Activations and their slopes against closed forms in double precision. */
class ActivationsTest {
  private static final int ROWS = 500;
  private static final int COLUMNS = 321;

  private final Kernels kernels = Kernels.get();
  private final Matrix y = new Matrix(ROWS, COLUMNS);
  private final Matrix slope = new Matrix(ROWS, COLUMNS);

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static double square(double x) {
    return x * x;
  }

  /** Evenly spaced over [-range, range]. */
  private static Matrix grid(double range) {
    Matrix z = new Matrix(ROWS, COLUMNS);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      double x = range * (2.0 * i / (ROWS * COLUMNS - 1) - 1);
      z.set(i / COLUMNS, i % COLUMNS, (float) x);
    }
    return z;
  }

  /** Errors relative to the value are below {@code relative}, or absolute ones below 1e-37. */
  private static void assertClose(
      Matrix z, Matrix actual, DoubleUnaryOperator expected, double relative) {
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        double exact = expected.applyAsDouble(z.get(r, c));
        double error = Math.abs(actual.get(r, c) - exact);
        assertTrue(
            error <= relative * Math.abs(exact) + 1e-37,
            () -> "at " + exact + " the error is " + error);
      }
    }
  }

  @Test
  void silu() {
    for (double range : new double[] {1, 20, 80}) {
      Matrix z = grid(range);
      kernels.activate(Activation.SILU, z, null, y, slope, 0, ROWS);
      assertClose(z, y, x -> x * sigmoid(x), 3e-7);
      for (int i = 0; i < z.values().length; i++) {
        double x = z.values()[i];
        double s = sigmoid(x);
        double tolerance = 1.5e-7 * Math.max(1, Math.abs(x));
        assertEquals(s * (1 + x * (1 - s)), slope.values()[i], tolerance);
      }
    }
  }

  @Test
  void softplus() {
    for (double range : new double[] {1, 20, 80}) {
      Matrix z = grid(range);
      kernels.activate(Activation.SOFTPLUS, z, null, y, slope, 0, ROWS);
      assertClose(z, y, ActivationsTest::softplus, 4e-7);
      assertClose(z, slope, ActivationsTest::sigmoid, 3e-7);
    }
  }

  @Test
  void tanh() {
    for (double range : new double[] {0.01, 1, 20}) {
      Matrix z = grid(range);
      kernels.activate(Activation.TANH, z, null, y, slope, 0, ROWS);
      assertClose(z, y, StrictMath::tanh, 3e-7);
      assertClose(z, slope, x -> 1 / square(StrictMath.cosh(x)), 6e-7);
    }
  }

  @Test
  void reluAndIdentity() {
    Matrix z = grid(3);
    kernels.activate(Activation.RELU, z, null, y, slope, 0, ROWS);
    assertClose(z, y, x -> Math.max(x, 0), 0);
    assertClose(z, slope, x -> x > 0 ? 1 : 0, 0);
    kernels.activate(Activation.IDENTITY, z, null, y, slope, 0, ROWS);
    assertClose(z, y, x -> x, 0);
    assertClose(z, slope, x -> 1, 0);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void nothingOverflowsForLargeArguments(Activation activation) {
    float[] sizes = {90, 1e3f, 1e4f};
    Matrix z = new Matrix(1, 2 * sizes.length);
    for (int i = 0; i < sizes.length; i++) {
      z.set(0, 2 * i, sizes[i]);
      z.set(0, 2 * i + 1, -sizes[i]);
    }
    Matrix value = new Matrix(1, z.columns());
    Matrix derivative = new Matrix(1, z.columns());
    kernels.activate(activation, z, null, value, derivative, 0, 1);
    boolean bounded = activation == Activation.TANH;
    boolean linearBelow = activation == Activation.IDENTITY;
    for (int i = 0; i < sizes.length; i++) {
      assertEquals(bounded ? 1 : sizes[i], value.get(0, 2 * i));
      assertEquals(bounded ? 0 : 1, derivative.get(0, 2 * i));
      float below = bounded ? -1 : linearBelow ? -sizes[i] : 0;
      assertEquals(below, value.get(0, 2 * i + 1), 0f);
      assertEquals(linearBelow ? 1 : 0, derivative.get(0, 2 * i + 1), 0f);
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void notANumberStaysOne(Activation activation) {
    Matrix z = new Matrix(1, 1);
    z.set(0, 0, Float.NaN);
    Matrix value = new Matrix(1, 1);
    kernels.activate(activation, z, null, value, null, 0, 1);
    assertTrue(Float.isNaN(value.get(0, 0)));
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void inPlaceAndOnTheGivenRowsOnly(Activation activation) {
    Matrix z = TestData.matrix(1, 9, 37);
    Matrix separate = new Matrix(9, 37);
    Matrix inPlace = new Matrix(9, 37);
    inPlace.copyRows(z, 0, 0, 9);
    kernels.activate(activation, z, null, separate, null, 2, 7);
    kernels.activate(activation, inPlace, null, inPlace, new Matrix(9, 37), 2, 7);
    for (int c = 0; c < 37; c++) {
      assertEquals(0, separate.get(1, c));
      assertEquals(0, separate.get(7, c));
      assertEquals(z.get(1, c), inPlace.get(1, c));
      assertEquals(z.get(7, c), inPlace.get(7, c));
      assertEquals(separate.get(4, c), inPlace.get(4, c));
    }
  }

  /** In one go or one after the other: the same bits. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void modulatesBefore(Activation activation) {
    int[] step = TestData.steps(4, 29, 5);
    Modulation modulation =
        new Modulation(TestData.matrix(2, 5, 37), TestData.matrix(3, 5, 37), step);
    Matrix z = TestData.matrix(1, 29, 37);
    Matrix modulated = new Matrix(29, 37);
    for (int r = 3; r < 28; r++) {
      for (int c = 0; c < 37; c++) {
        float factor = modulation.scale().get(step[r], c);
        modulated.set(r, c, Math.fma(z.get(r, c), factor, modulation.shift().get(step[r], c)));
      }
    }
    Matrix expected = new Matrix(29, 37);
    Matrix expectedSlope = new Matrix(29, 37);
    kernels.activate(activation, modulated, null, expected, expectedSlope, 3, 28);
    Matrix actual = new Matrix(29, 37);
    Matrix actualSlope = new Matrix(29, 37);
    kernels.activate(activation, z, modulation, actual, actualSlope, 3, 28);
    for (int r = 0; r < 29; r++) {
      for (int c = 0; c < 37; c++) {
        assertEquals(expected.get(r, c), actual.get(r, c));
        assertEquals(expectedSlope.get(r, c), actualSlope.get(r, c));
      }
    }
  }
}
