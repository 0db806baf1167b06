package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.data.ArrayData;
import org.duetml.data.DataSource;
import org.duetml.data.Distribution;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.GridQuadrature;
import org.duetml.nn.AllocationMeter;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpCases;
import org.duetml.nn.MlpChecks;
import org.duetml.nn.MlpShape;
import org.junit.jupiter.api.Test;

/** Contrastive divergence with Markov chains. */
class ContrastiveTrainerTest {
  private static final long SEED = 3;
  private static final Distribution DATA =
      GaussianMixture.even("gaussian", new double[][] {{0.3, -0.2}}, 0.8);

  private final ShardExecutor executor = new ShardExecutor(1);

  private static EnergyModel energy(int width, double scale, double tau) {
    Mlp network = new Mlp(MlpShape.plain(2, 1, width, 2, Activation.SILU), Initialization.HE, 1);
    return new EnergyModel(network, scale, tau, 1);
  }

  /** That of {@code mean E(data) - mean E(negatives)}, in units of the energy's scale. */
  @Test
  void gradientIsThatOfTheContrast() {
    int batch = 77;
    EnergyModel energy = energy(7, 0.3, 0.7);
    MlpCases.disturb(energy.network(), 4);
    Matrix negatives = new Matrix(batch, 2);
    RandomStream.of(8, "negatives").normals(0, negatives, 0, batch);
    ContrastiveTrainer trainer =
        new ContrastiveTrainer(
            energy, DATA, (iteration, data, by) -> negatives, batch, SEED, executor);
    trainer.step(5, 0);

    Matrix data = new Matrix(batch, 2);
    DATA.draw(RandomStream.of(SEED, "contrastive.data"), 5, data, 0, batch);
    ReferenceEnergy reference = new ReferenceEnergy(energy);
    GradientCheck.assertGradients(
        energy.network().parameters(),
        reference.network(),
        () -> (mean(reference, data) - mean(reference, negatives)) / 0.3);
    assertEquals(mean(reference, data), trainer.dataEnergy(), 1e-5);
    assertEquals(mean(reference, negatives), trainer.sampleEnergy(), 1e-5);
  }

  private static double mean(ReferenceEnergy energy, Matrix rows) {
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      sum += energy.energy(new double[] {rows.get(i, 0), rows.get(i, 1)});
    }
    return sum / rows.rows();
  }

  /** One mode, in which chains mix: both kinds find its density. */
  @Test
  void fitsTheDensityOfAGaussian() {
    for (boolean persistent : new boolean[] {false, true}) {
      EnergyModel energy = energy(16, 0.05, 0.05);
      int batch = 256;
      LangevinMoves moves = new LangevinMoves(5, 0.1, persistent);
      NegativeChains chains =
          persistent
              ? new PersistentChains(energy, batch, 2, 0.05, moves, SEED)
              : new DataChains(energy, batch, moves, SEED);
      ContrastiveTrainer trainer =
          new ContrastiveTrainer(energy, DATA, chains, batch, SEED, executor);
      for (int i = 0; i < 500; i++) {
        trainer.step(i, 0.01 * (1 - i / 500.0));
      }
      double divergence =
          new GridQuadrature(5, 100)
              .fit(DATA, points -> overTau(trainer.average(), points), executor)
              .divergence();
      assertTrue(divergence < 0.02, "KL " + divergence + (persistent ? " of PCD" : " of CD"));
    }
  }

  private double[] overTau(EnergyModel energy, Matrix points) {
    double[] energies = energy.energies(points, executor);
    for (int i = 0; i < energies.length; i++) {
      energies[i] /= energy.tau();
    }
    return energies;
  }

  @Test
  void anUpdateCostsItsBatchAndItsChains() {
    EnergyModel energy = energy(7, 1, 1);
    ContrastiveTrainer trainer = trainer(energy, DATA, executor);
    long forward = energy.network().evaluations().forwardRows();
    long backward = energy.network().evaluations().backwardRows();
    trainer.step(0, 0.01);
    // 2 * 100 for the loss, 100 * 4 for the chains.
    assertEquals(600, energy.network().evaluations().forwardRows() - forward);
    assertEquals(600, energy.network().evaluations().backwardRows() - backward);
  }

  private static ContrastiveTrainer trainer(EnergyModel energy, DataSource data, ShardExecutor by) {
    LangevinMoves moves = new LangevinMoves(4, 0.1, false);
    NegativeChains chains = new PersistentChains(energy, 100, 3, 0.1, moves, SEED);
    return new ContrastiveTrainer(energy, data, chains, 100, SEED, by);
  }

  @Test
  void threadsDoNotShow() {
    assertArrayEquals(trained(1), trained(2));
  }

  private static float[] trained(int threads) {
    try (ShardExecutor by = new ShardExecutor(threads)) {
      ContrastiveTrainer trainer = trainer(energy(7, 1, 1), DATA, by);
      for (int i = 0; i < 5; i++) {
        trainer.step(i, 0.01);
      }
      return trainer.average().network().tensors().get("hidden.1.weight").values();
    }
  }

  @Test
  void energyAndAverageAreReadyForUse() {
    EnergyModel energy = energy(7, 1, 1);
    ContrastiveTrainer trainer = trainer(energy, DATA, executor);
    trainer.step(0, 0.01);
    MlpChecks.assertReadyForUse(energy.network());
    MlpChecks.assertReadyForUse(trainer.average().network());
  }

  @Test
  void aStepAllocatesNothing() {
    DataSource rows = ArrayData.of("rows", new double[][] {{1, 2}, {-1, 0.5}});
    ContrastiveTrainer trainer = trainer(energy(8, 1, 1), rows, executor);
    AllocationMeter.assertAllocatesNothing(() -> trainer.step(3, 0.01));
  }
}
