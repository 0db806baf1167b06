package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

/** The moving average against its closed form. */
class MovingAverageTest {
  private final ShardExecutor executor = new ShardExecutor(1);

  private static Parameter of(float value) {
    Parameter parameter = new Parameter("p", 71, 131);
    for (int r = 0; r < 71; r++) {
      for (int c = 0; c < 131; c++) {
        parameter.value().set(r, c, value);
      }
    }
    return parameter;
  }

  private static double decay(double largest, int update) {
    return Math.min(largest, (1.0 + update) / (4 + update));
  }

  @Test
  void approachesAConstantByTheProductOfTheDecays() {
    Parameter average = of(1);
    MovingAverage averaging = new MovingAverage(List.of(average), List.of(of(3)), 0.9);
    double left = 1;
    for (int update = 1; update <= 120; update++) {
      averaging.update(executor);
      left *= decay(0.9, update);
      double expected = 3 - 2 * left;
      assertEquals(expected, average.value().get(0, 0), 1e-5);
      assertEquals(expected, average.value().get(70, 130), 1e-5);
    }
  }

  @Test
  void weighsEveryValueByTheDecaysSince() {
    Parameter average = of(0);
    Parameter source = of(0);
    MovingAverage averaging = new MovingAverage(List.of(average), List.of(source), 0.5);
    double expected = 0;
    int updates = 40;
    for (int update = 1; update <= updates; update++) {
      double value = StrictMath.sin(update);
      source.value().set(3, 4, (float) value);
      averaging.update(executor);
      double weight = 1 - decay(0.5, update);
      for (int later = update + 1; later <= updates; later++) {
        weight *= decay(0.5, later);
      }
      expected += weight * value;
    }
    assertEquals(expected, average.value().get(3, 4), 1e-6);
  }

  @Test
  void zeroDecayCopies() {
    Parameter average = of(1);
    Parameter source = of(5);
    new MovingAverage(List.of(average), List.of(source), 0).update(executor);
    assertArrayEquals(source.value().values(), average.value().values());
  }

  @Test
  void impossibleSettingsAreRefused() {
    List<Parameter> one = List.of(of(0));
    assertEquals(
        "decay = 1.0: expected from 0 to below 1",
        assertThrows(IllegalArgumentException.class, () -> new MovingAverage(one, one, 1))
            .getMessage());
    assertEquals(
        "0 averages for 1 parameters",
        assertThrows(IllegalArgumentException.class, () -> new MovingAverage(List.of(), one, 0.5))
            .getMessage());
  }
}
