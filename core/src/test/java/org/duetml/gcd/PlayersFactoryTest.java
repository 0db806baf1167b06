package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.duetml.config.DuetConfig;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.kernel.Activation;
import org.duetml.nn.MlpShape;
import org.junit.jupiter.api.Test;

/** Untrained players are those of the configuration. */
class PlayersFactoryTest {
  private final DuetConfig config =
      DuetConfig.of(
          Map.of(
              "gcd.steps", 7,
              "gcd.tau", 0.3,
              "sampler.width", 10,
              "sampler.layers", 3,
              "sampler.noise-min", 0.2,
              "energy.width", 11,
              "energy.layers", 4,
              "energy.fourier-features", 5,
              "energy.fourier-scale", 1.5,
              "value.width", 12));
  private final Players players = PlayersFactory.create(2, config);

  @Test
  void networksHaveTheirShapes() {
    Activation ofSampler = config.sampler().activation();
    Activation ofEnergy = config.energy().activation();
    MlpShape sampler = MlpShape.plain(2, 2, 10, 3, ofSampler).withSteps(7);
    MlpShape energy = MlpShape.plain(2, 1, 11, 4, ofEnergy).withFourierFeatures(5, 1.5);
    MlpShape value =
        MlpShape.plain(2, 1, 12, config.value().layers(), ofEnergy)
            .withFourierFeatures(5, 1.5)
            .withSteps(7);
    assertEquals(sampler, players.sampler().predictor().network().shape());
    assertEquals(sampler, PlayersFactory.samplerShape(2, config));
    assertEquals(energy, players.energy().network().shape());
    assertEquals(energy, PlayersFactory.energyShape(2, config));
    assertEquals(value, players.value().network().shape());
    assertEquals(value, PlayersFactory.valueShape(2, config));
  }

  @Test
  void aLearnedKernelHasItsShape() {
    MlpShape expected = MlpShape.plain(2, 4, 10, 2, config.sampler().activation()).withSteps(7);
    NoisingKernel kernel = PlayersFactory.learnedNoising(players.sampler(), config);
    assertEquals(expected, kernel.network().shape());
    assertEquals(expected, PlayersFactory.noisingShape(2, config));
  }

  @Test
  void theEnergyHasItsConstants() {
    assertEquals(config.energy().scale(), players.energy().scale());
    assertEquals(0.3, players.energy().tau());
    assertEquals(config.energy().confinement(), players.energy().confinement());
    assertEquals(config.energy().scale(), players.value().scale());
  }

  @Test
  void nothingIsLearnedYet() {
    assertTrue(players.pretrained().isEmpty());
    assertNull(players.noising().network());
    assertEquals(7, players.noising().schedule().steps());
    assertEquals(0.2, players.sampler().schedule().noiseLevel(6), 1e-12);
  }
}
