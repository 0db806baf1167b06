package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.data.ArrayData;
import org.duetml.data.DataSource;
import org.duetml.data.Distribution;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.Correlation;
import org.duetml.metric.GridQuadrature;
import org.duetml.nn.AllocationMeter;
import org.duetml.nn.Decay;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.Initialization;
import org.duetml.nn.LearningRate;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpCases;
import org.duetml.nn.MlpChecks;
import org.duetml.nn.MlpShape;
import org.duetml.nn.Parameter;
import org.duetml.state.Snapshot;
import org.junit.jupiter.api.Test;

/** Maximum likelihood with importance-weighted negatives. */
class LikelihoodTrainerTest {
  private static final long SEED = 3;

  private final ShardExecutor executor = new ShardExecutor(1);

  private static Distribution gaussian(double deviation, double... mean) {
    return GaussianMixture.even("gaussian", new double[][] {mean}, deviation);
  }

  private static EnergyModel energy(int width, double scale, double tau, double confinement) {
    Mlp network = new Mlp(MlpShape.plain(2, 1, width, 2, Activation.SILU), Initialization.HE, 1);
    return new EnergyModel(network, scale, tau, confinement);
  }

  /** Exact draws of a wide Gaussian with the weights that turn them into any density. */
  private WeightedSamples proposals(int count) {
    Distribution wide = gaussian(1.2, 0, 0);
    Matrix samples = wide.sample(RandomStream.of(9, "proposals"), 0, count, executor);
    double[] logWeights = wide.logDensities(samples, executor);
    for (int i = 0; i < count; i++) {
      logWeights[i] = -logWeights[i];
    }
    return new WeightedSamples(samples, logWeights);
  }

  /**
   * The gradient is that of {@code mean E(data) + tau log sum_i w_i exp(-E(x_i) / tau)} in units of
   * the energy's scale: the estimate of minus the log-likelihood, times tau.
   */
  @Test
  void gradientIsThatOfTheLikelihood() {
    EnergyModel energy = energy(7, 0.3, 0.7, 2);
    MlpCases.disturb(energy.network(), 4);
    Distribution data = gaussian(0.6, 0.5, -0.5);
    WeightedSamples proposals = proposals(50);
    // Neither the data nor the negatives end with a shard of the batch.
    int batch = 77;
    LearningRate still = LearningRate.falling(0, Decay.CONSTANT);
    LikelihoodTrainer trainer =
        new LikelihoodTrainer(energy, data, proposals, batch, still, SEED, executor);
    trainer.step(5, 10);

    Matrix rows = new Matrix(batch, 2);
    data.draw(RandomStream.of(SEED, "likelihood.data"), 5, rows, 0, batch);
    RandomStream choice = RandomStream.of(SEED, "likelihood.choice");
    int[] chosen = new int[batch];
    for (int i = 0; i < batch; i++) {
      chosen[i] = choice.integer(5, i, 50);
    }
    ReferenceEnergy reference = new ReferenceEnergy(energy);
    GradientCheck.assertGradients(
        energy.network().parameters(),
        reference.network(),
        () -> loss(reference, rows, proposals, chosen, 0.7) / 0.3);
    assertEquals(norm(energy), trainer.gradientNorm(), 1e-6 * trainer.gradientNorm());
  }

  /** Of all gradients together. */
  private static double norm(EnergyModel energy) {
    double squares = 0;
    for (Parameter parameter : energy.network().parameters()) {
      for (float g : parameter.gradient().values()) {
        squares += (double) g * g;
      }
    }
    return Math.sqrt(squares);
  }

  private static double loss(
      ReferenceEnergy energy, Matrix rows, WeightedSamples proposals, int[] chosen, double tau) {
    double dataEnergy = 0;
    double sum = 0;
    for (int i = 0; i < chosen.length; i++) {
      dataEnergy += energy.energy(point(rows, i)) / chosen.length;
      double own = energy.energy(point(proposals.samples(), chosen[i]));
      sum += Math.exp(proposals.logWeights()[chosen[i]] - own / tau);
    }
    return dataEnergy + tau * Math.log(sum);
  }

  private static double[] point(Matrix rows, int i) {
    return new double[] {rows.get(i, 0), rows.get(i, 1)};
  }

  /** The data's density is the optimum, whatever temperature, scale and confinement. */
  @Test
  void fitsTheDensityOfAGaussian() {
    double[][] settings = {{1, 1, 0}, {0.05, 0.05, 1}};
    for (double[] s : settings) {
      EnergyModel energy = energy(16, s[0], s[1], s[2]);
      Distribution data = gaussian(0.8, 0.3, -0.2);
      LearningRate rate = LearningRate.falling(0.01, Decay.LINEAR);
      LikelihoodTrainer trainer =
          new LikelihoodTrainer(energy, data, proposals(5000), 256, rate, SEED, executor);
      for (int i = 0; i < 500; i++) {
        trainer.step(i, 500);
      }
      GridQuadrature.Fit fit =
          new GridQuadrature(5, 100)
              .fit(data, points -> overTau(trainer.average(), points), executor);
      assertTrue(fit.divergence() < 0.01, "KL " + fit.divergence());
      assertTrue(trainer.effectiveFraction() > 0.2 && trainer.effectiveFraction() < 0.9);
      assertCurvature(trainer.average(), data);
    }
  }

  private double[] overTau(EnergyModel energy, Matrix points) {
    double[] energies = energy.energies(points, executor);
    for (int i = 0; i < energies.length; i++) {
      energies[i] /= energy.tau();
    }
    return energies;
  }

  /** E / tau must be the half square over the variance, up to a constant. */
  private void assertCurvature(EnergyModel energy, Distribution data) {
    Matrix points = data.sample(RandomStream.of(4, "points"), 0, 500, executor);
    double[] actual = overTau(energy, points);
    double[] expected = data.logDensities(points, executor);
    for (int i = 0; i < 500; i++) {
      expected[i] = -expected[i];
    }
    assertTrue(Correlation.of(expected, actual) > 0.985);
    double slope = Correlation.of(expected, actual) * deviation(actual) / deviation(expected);
    assertEquals(1, slope, 0.1);
  }

  private static double deviation(double[] values) {
    double mean = 0;
    double squares = 0;
    for (double value : values) {
      mean += value / values.length;
      squares += value * value / values.length;
    }
    return Math.sqrt(squares - mean * mean);
  }

  @Test
  void reportsTheEnergiesOfBothSides() {
    EnergyModel energy = energy(7, 1, 0.5, 0.25);
    energy.network().scaleOutput(0);
    LearningRate still = LearningRate.falling(0, Decay.CONSTANT);
    LikelihoodTrainer trainer =
        new LikelihoodTrainer(
            energy, gaussian(0.3, 0, 0), proposals(20_000), 20_000, still, SEED, executor);
    trainer.step(0, 1);
    // E = |x|^2: 2 * 0.09 for the data, 2 * 0.25 for q = N(0, 0.25 I).
    assertEquals(0.18, trainer.dataEnergy(), 0.01);
    assertEquals(0.5, trainer.sampleEnergy(), 0.03);
  }

  @Test
  void theAverageFollowsTheEnergy() {
    EnergyModel energy = energy(7, 1, 1, 1);
    float start = bias(energy);
    LikelihoodTrainer trainer = moving(energy);
    for (int i = 0; i < 4; i++) {
      trainer.step(i, 4);
    }
    double passed = (bias(trainer.average()) - start) / (bias(energy) - start);
    assertTrue(passed > 0.3 && passed < 0.95, "the average has passed " + passed);
  }

  @Test
  void theAverageIsReadyForUse() {
    LikelihoodTrainer trainer = moving(energy(7, 1, 1, 1));
    trainer.step(0, 10);
    MlpChecks.assertReadyForUse(trainer.average().network());
  }

  private LikelihoodTrainer moving(EnergyModel energy) {
    LearningRate rate = LearningRate.falling(0.01, Decay.CONSTANT);
    return new LikelihoodTrainer(
        energy, gaussian(0.5, 1, 1), proposals(500), 100, rate, SEED, executor);
  }

  /** The energy is its owner's, who keeps it. */
  @Test
  void aRestoredTrainerGoesOnToTheSameBits() {
    EnergyModel energy = energy(7, 1, 1, 1);
    LikelihoodTrainer trainer = moving(energy);
    trainer.step(0, 10);
    trainer.step(1, 10);
    Snapshot kept = new Snapshot();
    kept.take(trainer);
    EnergyModel copy = energy.copy();
    LikelihoodTrainer restored = moving(copy);
    kept.restore(restored);
    for (int i = 2; i < 5; i++) {
      trainer.step(i, 10);
      restored.step(i, 10);
    }
    MlpChecks.assertSameWeights(energy.network(), copy.network());
    MlpChecks.assertSameWeights(trainer.average().network(), restored.average().network());
  }

  private static float bias(EnergyModel energy) {
    return energy.network().tensors().get("hidden.1.bias").get(0, 0);
  }

  @Test
  void aStepAllocatesNothing() {
    EnergyModel energy = energy(8, 1, 1, 1);
    LearningRate rate = LearningRate.falling(0.01, Decay.LINEAR);
    DataSource rows = ArrayData.of("rows", new double[][] {{1, 2}, {-1, 0.5}});
    LikelihoodTrainer trainer =
        new LikelihoodTrainer(energy, rows, proposals(500), 100, rate, SEED, executor);
    AllocationMeter.assertAllocatesNothing(() -> trainer.step(3, 10));
  }

  @Test
  void threadsDoNotShow() {
    assertArrayEquals(trained(1), trained(2));
  }

  private float[] trained(int threads) {
    EnergyModel energy = energy(7, 1, 1, 1);
    LearningRate rate = LearningRate.falling(0.01, Decay.LINEAR);
    try (ShardExecutor by = new ShardExecutor(threads)) {
      LikelihoodTrainer trainer =
          new LikelihoodTrainer(energy, gaussian(1, 0, 0), proposals(500), 100, rate, SEED, by);
      for (int i = 0; i < 5; i++) {
        trainer.step(i, 5);
      }
      return trainer.average().network().tensors().get("hidden.1.weight").values();
    }
  }

  @Test
  void anEnergyWithoutTemperatureIsRefused() {
    EnergyModel cold = energy(7, 1, 0, 1);
    LearningRate rate = LearningRate.falling(0.01, Decay.LINEAR);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new LikelihoodTrainer(
                        cold, gaussian(1, 0, 0), proposals(10), 5, rate, SEED, executor))
            .getMessage();
    assertTrue(message.startsWith("tau = 0.0: expected above 0"), message);
  }
}
