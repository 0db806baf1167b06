package org.duetml.gcd;

import static org.duetml.gcd.GameFixture.BATCH;
import static org.duetml.gcd.GameFixture.DIMENSION;
import static org.duetml.gcd.GameFixture.SCALE;
import static org.duetml.gcd.GameFixture.STEPS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.data.DataSource;
import org.duetml.data.GaussianMixture;
import org.duetml.diffusion.Rollout;
import org.duetml.energy.ReferenceEnergy;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.MlpChecks;
import org.duetml.nn.Parameter;
import org.duetml.nn.ReferenceMlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrastive divergence with the sampler's output as negatives. */
class EnergyStepTest {
  private static final long SEED = 4;

  private final GameFixture game = new GameFixture(RunningCost.NOISING);
  private final DataSource data = GaussianMixture.even("gaussian", new double[1][DIMENSION], 0.8);

  private EnergyStep step(double gamma) {
    return new EnergyStep(game.energy, data, BATCH, gamma, 0.5, SEED, game.executor);
  }

  private double[][] dataRows(long iteration) {
    Matrix rows = new Matrix(BATCH, DIMENSION);
    data.draw(RandomStream.of(SEED, "game.data"), iteration, rows, 0, BATCH);
    return ReferenceMlp.doubles(rows);
  }

  /**
   * {@code mean E(x_data) - mean E(x_T) + gamma (mean E(x_data)^2 + mean E(x_T)^2)}, in units of
   * the energy's scale.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4})
  void gradientIsThatOfTheLoss(double gamma) {
    step(gamma).update(game.rollout, 3, 0);
    ReferenceEnergy reference = new ReferenceEnergy(game.energy);
    double[][] positives = dataRows(3);
    double[][] states = game.states();
    double[][] negatives = Arrays.copyOfRange(states, STEPS * BATCH, (STEPS + 1) * BATCH);
    GradientCheck.assertGradients(
        game.energy.network().parameters(),
        reference.network(),
        () ->
            (mean(reference, positives, 1, gamma) + mean(reference, negatives, -1, gamma)) / SCALE);
  }

  private static double mean(ReferenceEnergy energy, double[][] rows, int sign, double gamma) {
    double sum = 0;
    for (double[] row : rows) {
      double e = energy.energy(row);
      sum += sign * e + gamma * e * e;
    }
    return sum / rows.length;
  }

  private float[][] gradients(double gamma) {
    step(gamma).update(game.rollout, 0, 0);
    return gradients();
  }

  /** Shards that begin and end within the data, and within the samples. */
  @Test
  void threadsDoNotShow() {
    float[][] alone = gradientsOfManyRows(1);
    assertTrue(Arrays.deepEquals(alone, gradientsOfManyRows(2)));
  }

  private float[][] gradientsOfManyRows(int threads) {
    int batch = 200;
    try (ShardExecutor executor = new ShardExecutor(threads)) {
      Rollout rollout = Rollout.forSampling(game.sampler, batch);
      rollout.run(RandomStream.of(1, "fixture"), 0, executor);
      new EnergyStep(game.energy, data, batch, 0, 0.5, SEED, executor).update(rollout, 0, 0);
    }
    return gradients();
  }

  private float[][] gradients() {
    return game.energy.network().parameters().stream()
        .map(Parameter::gradient)
        .map(gradient -> gradient.values().clone())
        .toArray(float[][]::new);
  }

  @Test
  void aConstantInTheEnergyDoesNotShowWithoutGamma() {
    float[][] before = gradients(0);
    float[][] beforeWithGamma = gradients(0.4);
    game.addToEnergy(5);
    assertArrayEquals(before, gradients(0));
    assertFalse(Arrays.deepEquals(beforeWithGamma, gradients(0.4)));
    // Data and samples are as many: the bias of the output has nothing to learn.
    assertEquals(0, before[before.length - 1][0], 1e-6);
  }

  @Test
  void updatesLowerTheEnergyOfDataAndRaiseThatOfSamples() {
    EnergyStep step = step(0);
    step.update(game.rollout, 0, 1e-3);
    double before = step.sampleEnergy() - step.dataEnergy();
    for (int i = 0; i < 20; i++) {
      step.update(game.rollout, 0, 1e-3);
    }
    assertTrue(step.sampleEnergy() - step.dataEnergy() > before + 0.01);
    MlpChecks.assertReadyForUse(game.energy.network());
  }

  @Test
  void energiesThatAreNoneSeparateNothing() {
    for (double lost : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      game.addToEnergy(lost);
      EnergyStep step = step(0);
      step.update(game.rollout, 3, 0);
      assertTrue(Double.isNaN(step.auroc()));
    }
  }

  @Test
  void reportsTheEnergiesAndHowWellTheySeparate() {
    EnergyStep step = step(0);
    step.update(game.rollout, 3, 0);
    ReferenceEnergy reference = new ReferenceEnergy(game.energy);
    double[][] states = game.states();
    double[][] negatives = Arrays.copyOfRange(states, STEPS * BATCH, (STEPS + 1) * BATCH);
    double[][] positives = dataRows(3);
    assertEquals(mean(reference, positives, 1, 0), step.dataEnergy(), 1e-5);
    assertEquals(mean(reference, negatives, 1, 0), step.sampleEnergy(), 1e-5);
    double higher = 0;
    for (double[] negative : negatives) {
      for (double[] positive : positives) {
        higher += reference.energy(negative) > reference.energy(positive) ? 1 : 0;
      }
    }
    assertEquals(higher / BATCH / BATCH, step.auroc(), 1e-9);
    double squares = 0;
    for (Parameter parameter : game.energy.network().parameters()) {
      for (float g : parameter.gradient().values()) {
        squares += (double) g * g;
      }
    }
    assertEquals(Math.sqrt(squares), step.gradientNorm(), 1e-9);
  }
}
