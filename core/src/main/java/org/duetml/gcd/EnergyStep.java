package org.duetml.gcd;

import org.duetml.data.DataSource;
import org.duetml.diffusion.Rollout;
import org.duetml.energy.EnergyModel;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.AreaUnderCurve;
import org.duetml.nn.Adam;
import org.duetml.nn.Pass;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * The energy's move (algorithm section 3, step 2): contrastive divergence with the sampler's output
 * as negatives, {@code mean E(x_data) - mean E(x_T) + gamma (mean E(x_data)^2 + mean E(x_T)^2)}.
 */
final class EnergyStep implements Stateful {
  private final EnergyModel energy;
  private final DataSource data;
  private final int batch;
  private final double gamma;
  private final ShardExecutor executor;
  private final Adam optimizer;
  private final Pass pass;
  private final Matrix dataRows;
  private final RandomStream dataStream;
  private final ShardExecutor.Shard shard = this::runShard;
  private Rollout rollout;
  private long iteration;
  private double gradientNorm;

  EnergyStep(
      EnergyModel energy,
      DataSource data,
      int batch,
      double gamma,
      double beta1,
      long seed,
      ShardExecutor executor) {
    this.energy = energy;
    this.data = data;
    this.batch = batch;
    this.gamma = gamma;
    this.executor = executor;
    optimizer = Adam.withBeta1(energy.network().parameters(), beta1);
    pass = energy.network().trainingPass(2 * batch);
    dataRows = new Matrix(batch, data.dimension());
    dataStream = RandomStream.of(seed, "game.data");
  }

  void update(Rollout samples, long index, double learningRate) {
    rollout = samples;
    iteration = index;
    executor.shards(2 * batch, shard);
    pass.gradients(2 * batch, executor);
    gradientNorm = optimizer.gradientNorm(executor);
    optimizer.step(learningRate, executor);
    energy.network().parametersChanged(executor);
  }

  /** Rows 0 to batch are data, the others are samples. */
  private void runShard(int from, int to) {
    int dataEnd = Math.min(to, batch);
    if (from < dataEnd) {
      data.draw(dataStream, iteration, dataRows, from, dataEnd);
      pass.inputs().copyRows(dataRows, from, from, dataEnd - from);
    }
    int sampleStart = Math.max(from, batch);
    if (sampleStart < to) {
      int source = rollout.firstSample() + sampleStart - batch;
      pass.inputs().copyRows(rollout.states(), source, sampleStart, to - sampleStart);
    }
    pass.forward(from, to);
    for (int row = from; row < to; row++) {
      double sign = row < batch ? 1 : -1;
      double byEnergy = (sign + 2 * gamma * energy.energy(pass, row)) / batch;
      // In units of the energy's scale; Adam does not see the factor.
      energy.setGradient(pass, row, byEnergy / energy.scale());
    }
    pass.backward(from, to, false);
  }

  /** The optimiser; the energy is one of the players. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("optimizer", optimizer);
  }

  double gradientNorm() {
    return gradientNorm;
  }

  /** Mean energy of the last batch's data, as it was before the update. */
  double dataEnergy() {
    return mean(0);
  }

  /** Mean energy of the last batch's samples, as it was before the update. */
  double sampleEnergy() {
    return mean(batch);
  }

  private double mean(int first) {
    double sum = 0;
    for (int i = 0; i < batch; i++) {
      sum += energy.energy(pass, first + i);
    }
    return sum / batch;
  }

  /**
   * How well the energy tells the last batch's data (low) from samples (high); 0.5 is balance, NaN
   * where the game has lost its numbers.
   */
  double auroc() {
    if (!Double.isFinite(dataEnergy() + sampleEnergy())) {
      return Double.NaN;
    }
    double[] data = new double[batch];
    double[] samples = new double[batch];
    for (int i = 0; i < batch; i++) {
      data[i] = energy.energy(pass, i);
      samples[i] = energy.energy(pass, batch + i);
    }
    return AreaUnderCurve.of(samples, data);
  }
}
