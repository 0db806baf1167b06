package org.duetml.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void linearTicksAreRound() {
    assertEquals("\u22124 \u22122 0 2 4", labels(new Scale.Linear(-4, 4), 6));
    assertEquals("0 0.05 0.1 0.15", labels(new Scale.Linear(0, 0.17), 4));
    assertEquals("0 2000 4000 6000", labels(new Scale.Linear(0, 6600), 4));
  }

  @Test
  void logarithmicTicksAreRound() {
    assertEquals("0.1 0.2 0.5 1", labels(new Scale.Logarithmic(0.08, 1.1), 4));
    assertEquals("0.03 0.1 0.3 1", labels(new Scale.Logarithmic(0.03, 1.1), 4));
    assertEquals("0.01 1 100", labels(new Scale.Logarithmic(0.0005, 200), 3));
    assertEquals("0.04 0.05 0.06 0.07", labels(new Scale.Logarithmic(0.036, 0.073), 4));
    assertEquals("1E\u22129", Scale.label(1e-9));
  }

  @Test
  void ticksOfAnyRangeLieWithinItAndAreNeitherManyNorMissing() {
    RandomStream random = RandomStream.of(1, "scale");
    for (int i = 0; i < 500; i++) {
      double from = random.normal(0, i) * Math.pow(10, random.integer(1, i, 9) - 4);
      double width = Math.pow(10, 6 * random.uniform(2, i) - 3) * Math.max(1e-3, Math.abs(from));
      Scale scale = new Scale.Linear(from, from + width);
      List<Double> ticks = scale.ticks(5);
      assertTrue(ticks.size() >= 2 && ticks.size() <= 6, scale + " has " + ticks);
      for (double tick : ticks) {
        assertTrue(scale.fraction(tick) >= -1e-6 && scale.fraction(tick) <= 1 + 1e-6);
      }
    }
  }

  @Test
  void fractionAndValueAreInverse() {
    for (Scale scale : List.of(new Scale.Linear(-3, 5), new Scale.Logarithmic(0.01, 50))) {
      for (double part = 0; part <= 1; part += 0.1) {
        assertEquals(part, scale.fraction(scale.value(part)), 1e-12);
      }
    }
    assertEquals(0.5, new Scale.Logarithmic(0.1, 10).fraction(1), 1e-12);
  }

  private static String labels(Scale scale, int wanted) {
    return scale.ticks(wanted).stream().map(Scale::label).collect(Collectors.joining(" "));
  }
}
