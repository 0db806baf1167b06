package org.duetml.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.duetml.data.Distributions;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModeStatisticsTest {
  private static ShardExecutor executor;

  @BeforeAll
  static void start() {
    executor = new ShardExecutor(2);
  }

  @AfterAll
  static void stop() {
    executor.close();
  }

  @Test
  void countsByHand() {
    GaussianMixture mixture =
        GaussianMixture.of(
            "three",
            new double[] {0.5, 0.25, 0.25},
            new double[][] {{0}, {10}, {100}},
            new double[] {1, 4, 1});
    // 4 is nearer to 10 in standard deviations: 1.5 against 4. -3 is just near 0; the last one is
    // near no component.
    Matrix samples = Fixtures.matrix(new double[][] {{0.5}, {-3}, {4}, {96.5}});
    ModeStatistics statistics = ModeStatistics.of(mixture, samples, executor);
    assertEquals(0.5, statistics.weight(0));
    assertEquals(0.25, statistics.weight(1));
    assertEquals(0.25, statistics.weight(2));
    assertEquals(0.25, statistics.smallestWeight());
    assertEquals(0.5, statistics.largestWeight());
    assertEquals(0, statistics.relativeWeightError());
    assertEquals(2, statistics.covered());
    assertEquals(0.75, statistics.within3sd());
  }

  @Test
  void seesALostMode() {
    GaussianMixture two = GaussianMixture.even("two", new double[][] {{0}, {10}}, 1);
    ModeStatistics statistics = ModeStatistics.of(two, new Matrix(5, 1), executor);
    assertEquals(0, statistics.smallestWeight());
    assertEquals(1, statistics.largestWeight());
    assertEquals(1, statistics.relativeWeightError());
    assertEquals(1, statistics.covered());
  }

  @Test
  void drawsOfEightGaussiansHaveEvenWeights() {
    GaussianMixture mixture = (GaussianMixture) Distributions.named("8gaussians");
    Matrix draws = mixture.sample(RandomStream.of(1, "test"), 0, 100_000, executor);
    ModeStatistics statistics = ModeStatistics.of(mixture, draws, executor);
    assertEquals(0.125, statistics.smallestWeight(), 0.005);
    assertEquals(0.125, statistics.largestWeight(), 0.005);
    assertEquals(8, statistics.covered());
    // 1 - exp(-9/2), and a little from neighbours
    assertEquals(0.9889, statistics.within3sd(), 0.002);
  }

  @Test
  void refusesOtherDimensionsAndNothing() {
    GaussianMixture mixture = (GaussianMixture) Distributions.named("8gaussians");
    assertThrows(
        IllegalArgumentException.class,
        () -> ModeStatistics.of(mixture, new Matrix(5, 3), executor));
    assertThrows(
        IllegalArgumentException.class,
        () -> ModeStatistics.of(mixture, new Matrix(0, 2), executor));
  }
}
