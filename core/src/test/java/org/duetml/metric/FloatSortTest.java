package org.duetml.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatSortTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17, 1000, 65_537})
  void agreesWithTheLibrary(int length) {
    RandomStream stream = RandomStream.of(length, "test");
    FloatSort sort = new FloatSort(length);
    for (int step = 0; step < 3; step++) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        double scale = Math.pow(10, 20 * stream.uniform(step, 3L * i) - 10);
        values[i] = (float) (scale * (stream.uniform(step, 3L * i + 1) - 0.5));
      }
      assertSorts(sort, values);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, -0f, 1e-45f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY})
  void sortsSpecialValues(float special) {
    float[] values = {1, special, -special, -1, 2, special, 0, -0f};
    assertSorts(new FloatSort(values.length), values);
  }

  private static void assertSorts(FloatSort sort, float[] values) {
    float[] expected = values.clone();
    Arrays.sort(expected);
    sort.sort(values);
    assertArrayEquals(expected, values);
  }
}
