package org.duetml.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.duetml.config.DuetConfig;
import org.duetml.data.Standardization;
import org.duetml.energy.LangevinDynamics;
import org.duetml.gcd.Players;
import org.duetml.gcd.PlayersFactory;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

/** Refinement of an untrained sampler's points by an energy that is a harmonic well. */
class RefinedSamplerTest {
  private static final double[] MEANS = {1, -2};
  private static final double[] SDS = {2, 3};
  private static final double CONFINEMENT = 0.5;

  private final ShardExecutor executor = new ShardExecutor(1);

  private static DuetModel model(double tau) {
    DuetConfig config =
        DuetConfig.of(
            Map.of(
                "gcd.tau", tau,
                "gcd.steps", 2,
                "sampler.width", 16,
                "sampler.noise-min", 0.3,
                "energy.width", 16,
                "energy.fourier-scale", 1,
                "energy.confinement", CONFINEMENT));
    Players players = PlayersFactory.create(2, config);
    players.energy().network().scaleOutput(0);
    Provenance provenance = new Provenance("test", 0, "well", Instant.EPOCH, Map.of());
    return new DuetModel(
        config, Standardization.of(MEANS, SDS), players, provenance, Optional.empty());
  }

  /** {@code exp(-|z|^2 / (2 s^2))} of the standardised point z. */
  @Test
  void samplesReachTheDensityOfTheEnergy() {
    int count = 8192;
    RefinedSampler.Draw draw = model(0.2).refined(40, executor).draw(0, count, 3, executor);
    double error = 5 / Math.sqrt(count);
    for (int d = 0; d < 2; d++) {
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < count; i++) {
        double z = (draw.samples().get(i, d) - MEANS[d]) / SDS[d];
        mean += z / count;
        squares += z * z / count;
      }
      assertEquals(0, mean, Math.sqrt(CONFINEMENT) * error);
      assertEquals(CONFINEMENT, squares, CONFINEMENT * Math.sqrt(2) * error);
    }
    assertEquals(LangevinDynamics.BEST_ACCEPTANCE, draw.acceptanceRate(), 0.03);
  }

  @Test
  void partsAreThoseOfTheLargerDrawOnAnyNumberOfThreads() {
    RefinedSampler sampler = model(0.2).refined(3, executor);
    float[][] all = sampler.sample(0, 9000, 5);
    assertArrayEquals(all[0], sampler.sample(0, 1, 5)[0]);
    float[][] part = sampler.sample(4000, 200, 5);
    for (int i = 0; i < 200; i++) {
      assertArrayEquals(all[4000 + i], part[i]);
    }
    try (ShardExecutor two = new ShardExecutor(2)) {
      RefinedSampler other = model(0.2).refined(3, two);
      assertEquals(sampler.stepSize(), other.stepSize());
      Matrix again = other.draw(4000, 1, 5, two).samples();
      assertEquals(all[4000][1], again.get(0, 1));
    }
  }

  @Test
  void aSampleBeginsWhereTheModelPutsIt() {
    DuetModel model = model(0.2);
    RefinedSampler sampler = model.refined(1, executor);
    float[][] plain = model.sample(1000, 5);
    float[][] refined = sampler.sample(0, 1000, 5);
    int kept = 0;
    for (int i = 0; i < 1000; i++) {
      kept += plain[i][0] == refined[i][0] ? 1 : 0;
    }
    // What a single step refused stands where it was.
    assertTrue(kept > 5 && kept < 900, kept + " of 1000 did not move");
    assertFalse(sampler.sample(0, 1, 6)[0][0] == refined[0][0]);
  }

  @Test
  void whatCannotBeRefinedIsRefused() {
    assertEquals(
        "the model was trained with gcd.tau = 0: its energy has no density to refine samples"
            + " towards; train with gcd.tau above 0",
        assertThrows(IllegalArgumentException.class, () -> model(0).refined(3)).getMessage());
    assertEquals(
        "0 refining steps: expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> model(0.2).refined(0)).getMessage());
    assertEquals(0, model(0.2).refined(1).sample(0, 0, 1).length);
  }
}
