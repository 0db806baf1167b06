package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.nn.MlpChecks;
import org.duetml.nn.Parameter;
import org.junit.jupiter.api.Test;

/** How gradients become moves of the sampler. */
class PolicyOptimizerTest {
  private final GameFixture game = new GameFixture(RunningCost.ENTROPY);
  private final DiffusionSampler sampler = game.sampler;

  private PolicyOptimizer optimizer(double clip, double sigmaMin, double sigmaMax) {
    return new PolicyOptimizer(sampler, 0.5, clip, sigmaMin, sigmaMax, game.executor);
  }

  private void fillGradients(float ofNetwork, float ofSigmas) {
    for (Parameter parameter : sampler.parameters()) {
      boolean isSigma = parameter == sampler.logSigma();
      Arrays.fill(parameter.gradient().values(), 0);
      parameter.gradient().set(0, 0, isSigma ? 0 : ofNetwork);
    }
    sampler.logSigma().gradient().set(0, 2, ofSigmas);
  }

  @Test
  void theNormIsThatOfNetworkAndSigmasTogether() {
    fillGradients(1, 3);
    int ofNetwork = sampler.predictor().network().parameters().size();
    PolicyOptimizer optimizer = optimizer(1, 0.01, 2);
    optimizer.step(0, 0);
    assertEquals(Math.sqrt(9 + ofNetwork), optimizer.gradientNorm(), 1e-6);
  }

  /** Adam's second step shows how much smaller the first gradient was made. */
  @Test
  void clippingShortensTheGradientOfTheSigmas() {
    checkClipping(sampler.logSigma(), 2);
  }

  @Test
  void clippingShortensTheGradientOfTheNetwork() {
    checkClipping(sampler.predictor().network().parameters().get(0), 0);
  }

  private void checkClipping(Parameter parameter, int column) {
    PolicyOptimizer optimizer = optimizer(0.5, 1e-9, 1e9);
    double before = parameter.value().get(0, column);
    fillGradients(0, 0);
    parameter.gradient().set(0, column, 10);
    optimizer.step(0.01, 0.01);
    double afterOne = parameter.value().get(0, column);
    assertEquals(before - 0.01, afterOne, 1e-5);
    parameter.gradient().set(0, column, 0.25f);
    optimizer.step(0.01, 0.01);
    // Textbook Adam with gradients 0.5 and 0.25, beta1 0.5, beta2 0.999.
    double first = (0.5 * 0.5 * 0.5 + 0.5 * 0.25) / (1 - 0.25);
    double second = (0.999 * 0.001 * 0.25 + 0.001 * 0.0625) / (1 - 0.999 * 0.999);
    double expected = afterOne - 0.01 * first / Math.sqrt(second);
    assertEquals(expected, parameter.value().get(0, column), 1e-5);
  }

  @Test
  void networkAndSigmasHaveTheirOwnRates() {
    fillGradients(1, -1);
    double sigma = sampler.logSigma().value().get(0, 2);
    Parameter weights = sampler.predictor().network().parameters().get(0);
    double weight = weights.value().get(0, 0);
    optimizer(0, 1e-9, 1e9).step(0.03, 0.02);
    assertEquals(sigma + 0.02, sampler.logSigma().value().get(0, 2), 1e-5);
    assertEquals(weight - 0.03, weights.value().get(0, 0), 1e-5);
    MlpChecks.assertReadyForUse(sampler.predictor().network());
  }

  @Test
  void sigmasStayWithinTheirBoundsUnlessTheyDoNotLearn() {
    fillGradients(0, 1);
    optimizer(0, 0.6, 0.65).step(0, 0);
    assertEquals(0.5, sampler.sigma(3), 1e-6);
    optimizer(0, 0.6, 0.65).step(0, 1e-3);
    assertEquals(0.6, sampler.sigma(3), 1e-6);
    assertEquals(0.65, sampler.sigma(1), 1e-6);
    assertEquals(0.65, sampler.sigma(0), 1e-6);
  }
}
