package org.duetml.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FloorTest {
  @Test
  void isTheMeanAndTheSampleDeviation() {
    Floor floor = Floor.of(new double[] {1, 2, 6});
    assertEquals(3, floor.mean(), 1e-15);
    assertEquals(Math.sqrt((4 + 1 + 9) / 2.0), floor.sd(), 1e-15);
  }

  @Test
  void aSingleDistanceHasNoDeviation() {
    assertEquals(new Floor(0.25, 0), Floor.of(new double[] {0.25}));
  }
}
