package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What the numbers are functions of, and whether they look like what they claim to be. Statistical
 * tests allow five standard errors, or a chi-square five standard deviations above its mean; the
 * numbers are fixed by their seeds, so a test that passes once passes always.
 */
class RandomStreamTest {
  private static final int COUNT = 1 << 20;
  private static final double SIGMAS = 5;

  private final RandomStream stream = RandomStream.of(42, "test");

  private static float[] normals(RandomStream stream, long step) {
    Matrix out = new Matrix(1, COUNT);
    stream.normals(step, out, 0, 1);
    return Arrays.copyOf(out.values(), COUNT);
  }

  private static float[] uniforms(RandomStream stream, long step) {
    Matrix out = new Matrix(1, COUNT);
    stream.uniforms(step, out, 0, 1);
    return Arrays.copyOf(out.values(), COUNT);
  }

  private static double mean(float[] values, int power) {
    double sum = 0;
    for (float value : values) {
      sum += Math.pow(value, power);
    }
    return sum / values.length;
  }

  /** Correlation of a with b shifted by lag; both are standardised. */
  private static double correlation(float[] a, float[] b, int lag) {
    double sum = 0;
    for (int i = 0; i + lag < a.length; i++) {
      sum += a[i] * b[i + lag];
    }
    return sum / (a.length - lag);
  }

  private static void assertUniform(long[] counts, double expected) {
    double chiSquare = 0;
    for (long count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    int freedom = counts.length - 1;
    assertTrue(chiSquare <= freedom + SIGMAS * Math.sqrt(2.0 * freedom), "chi-square " + chiSquare);
  }

  @Test
  void equalArgumentsGiveEqualNumbers() {
    RandomStream again = RandomStream.of(42, "test");
    assertArrayEquals(normals(stream, 3), normals(again, 3));
    assertArrayEquals(uniforms(stream, 3), uniforms(again, 3));
    assertEquals(stream.normal(1, 2), again.normal(1, 2));
    assertEquals(stream.uniform(1, 2), again.uniform(1, 2));
  }

  @Test
  void anElementDependsOnItsIndexAlone() {
    float[] flat = normals(stream, 5);
    float[] flatUniforms = uniforms(stream, 5);
    for (int columns : new int[] {1, 2, 7, 16, 100, 300, 784}) {
      Matrix whole = new Matrix(61, columns);
      stream.normals(5, whole, 0, 61);
      Matrix cut = new Matrix(61, columns);
      stream.normals(5, cut, 17, 40);
      stream.normals(5, cut, 0, 17);
      stream.normals(5, cut, 40, 61);
      assertArrayEquals(whole.values(), cut.values());
      Matrix uniform = new Matrix(61, columns);
      stream.uniforms(5, uniform, 13, 61);
      for (int r = 0; r < 61; r++) {
        for (int c = 0; c < columns; c++) {
          assertEquals(flat[r * columns + c], whole.get(r, c));
          assertEquals(r < 13 ? 0 : flatUniforms[r * columns + c], uniform.get(r, c));
        }
      }
    }
  }

  @Test
  void paddingStaysUntouched() {
    Matrix out = new Matrix(50, 3);
    stream.normals(1, out, 0, 50);
    stream.uniforms(1, out, 0, 50);
    for (int r = 0; r < 50; r++) {
      for (int c = 3; c < out.stride(); c++) {
        assertEquals(0, out.values()[r * out.stride() + c]);
      }
    }
  }

  @Test
  void momentsOfNormals() {
    float[] values = normals(stream, 0);
    double error = SIGMAS / Math.sqrt(COUNT);
    assertEquals(0, mean(values, 1), error);
    assertEquals(1, mean(values, 2), error * Math.sqrt(2));
    assertEquals(0, mean(values, 3), error * Math.sqrt(15));
    assertEquals(3, mean(values, 4), error * Math.sqrt(96));
  }

  /** Shares of intervals of width 1/4 against Simpson's rule for the density. */
  @Test
  void distributionOfNormals() {
    int bins = 32;
    long[] counts = new long[bins];
    long beyond = 0;
    for (float value : normals(stream, 1)) {
      int bin = (int) Math.floor((value + 4) * 4);
      if (bin >= 0 && bin < bins) {
        counts[bin]++;
      } else {
        beyond++;
      }
    }
    double chiSquare = 0;
    for (int bin = 0; bin < bins; bin++) {
      double from = bin / 4.0 - 4;
      double simpson = density(from) + 4 * density(from + 0.125) + density(from + 0.25);
      double expected = COUNT * simpson / 24;
      chiSquare += (counts[bin] - expected) * (counts[bin] - expected) / expected;
    }
    assertTrue(chiSquare < bins + SIGMAS * Math.sqrt(2.0 * bins), "chi-square " + chiSquare);
    double expectedBeyond = COUNT * 6.334e-5; // P(|x| > 4)
    assertEquals(expectedBeyond, beyond, SIGMAS * Math.sqrt(expectedBeyond));
  }

  private static double density(double x) {
    return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  @Test
  void tailsReachBeyondFiveDeviations() {
    int beyond = 0;
    float largest = 0;
    for (int step = 0; step < 16; step++) {
      for (float value : normals(stream, 100 + step)) {
        beyond += Math.abs(value) > 4.5 ? 1 : 0;
        largest = Math.max(largest, Math.abs(value));
      }
    }
    double expected = 16.0 * COUNT * 6.795e-6; // P(|x| > 4.5)
    assertEquals(expected, beyond, SIGMAS * Math.sqrt(expected));
    assertTrue(largest > 5 && largest < 6.7);
  }

  /** Normals come in pairs from one radius and angle: also their squares must be independent. */
  @Test
  void normalsAreIndependentOfEachOther() {
    float[] values = normals(stream, 2);
    float[] squares = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      squares[i] = (values[i] * values[i] - 1) / (float) Math.sqrt(2);
    }
    double error = SIGMAS / Math.sqrt(COUNT - 256);
    for (int lag : new int[] {1, 2, 16, 64, 128, 192, 256}) {
      assertEquals(0, correlation(values, values, lag), error, "lag " + lag);
      assertEquals(0, correlation(squares, squares, lag), error * 2, "squares, lag " + lag);
    }
  }

  @Test
  void stepsStreamsAndSeedsAreIndependent() {
    float[] values = normals(stream, 7);
    double error = SIGMAS / Math.sqrt(COUNT);
    assertEquals(0, correlation(values, normals(stream, 8), 0), error);
    assertEquals(0, correlation(values, normals(stream, 7 + (1L << 32)), 0), error);
    assertEquals(0, correlation(values, normals(RandomStream.of(42, "tesu"), 7), 0), error);
    assertEquals(0, correlation(values, normals(RandomStream.of(43, "test"), 7), 0), error);
    assertEquals(0, correlation(values, normals(RandomStream.of(~42, "test"), 7), 0), error);
  }

  @Test
  void uniformsFillTheirInterval() {
    float[] values = uniforms(stream, 0);
    long[] counts = new long[256];
    for (float value : values) {
      assertTrue(value >= 0 && value < 1);
      counts[(int) (value * 256)]++;
    }
    assertUniform(counts, COUNT / 256.0);
    assertEquals(0.5, mean(values, 1), SIGMAS / Math.sqrt(12.0 * COUNT));
    float[] other = normals(stream, 0);
    for (int i = 0; i < COUNT; i++) {
      values[i] = (values[i] - 0.5f) * (float) Math.sqrt(12);
    }
    assertEquals(0, correlation(values, other, 0), SIGMAS / Math.sqrt(COUNT));
  }

  @Test
  void singleUniformsAndNormals() {
    int count = 200_000;
    long[] counts = new long[100];
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (int i = 0; i < count; i++) {
      double uniform = stream.uniform(9, i);
      assertTrue(uniform >= 0 && uniform < 1);
      counts[(int) (uniform * 100)]++;
      double normal = stream.normal(10, i);
      sum += normal;
      squares += normal * normal;
      fourth += normal * normal * normal * normal;
    }
    assertUniform(counts, count / 100.0);
    double error = SIGMAS / Math.sqrt(count);
    assertEquals(0, sum / count, error);
    assertEquals(1, squares / count, error * Math.sqrt(2));
    assertEquals(3, fourth / count, error * Math.sqrt(96));
  }

  @Test
  void integersAreEquallyLikely() {
    for (int bound : new int[] {1, 2, 7, 1000}) {
      long[] counts = new long[bound];
      int draws = 200 * bound;
      for (int i = 0; i < draws; i++) {
        counts[stream.integer(bound, i, bound)]++;
      }
      assertUniform(counts, 200);
    }
    int large = 0;
    for (int i = 0; i < 1000; i++) {
      int value = stream.integer(0, i, Integer.MAX_VALUE);
      assertTrue(value >= 0 && value < Integer.MAX_VALUE);
      large += value > Integer.MAX_VALUE / 2 ? 1 : 0;
    }
    assertEquals(500, large, SIGMAS * Math.sqrt(250));
  }

  @Test
  void permutationsHoldEveryNumberOnce() {
    int[] order = new int[1000];
    stream.permutation(3, order);
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      assertEquals(i, sorted[i]);
    }
    int[] next = new int[1000];
    stream.permutation(4, next);
    assertFalse(Arrays.equals(order, next));
    stream.permutation(0, new int[0]);
  }

  @Test
  void permutationsAreEquallyLikely() {
    long[] counts = new long[625];
    int[] order = new int[4];
    for (int step = 0; step < 24_000; step++) {
      stream.permutation(step, order);
      counts[order[0] * 125 + order[1] * 25 + order[2] * 5 + order[3]]++;
    }
    long[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertEquals(24, seen.length);
    assertUniform(seen, 1000);
  }
}
