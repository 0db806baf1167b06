package org.duetml.energy;

import org.duetml.data.DataSource;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Adam;
import org.duetml.nn.MovingAverage;
import org.duetml.nn.Pass;

/**
 * Fits an energy by contrastive divergence with Markov chains, {@code mean E(data) - mean
 * E(chains)}: what GCD replaces, as a baseline. With {@link DataChains} it is CD-k (Hinton 2002),
 * with {@link PersistentChains} persistent contrastive divergence (Tieleman 2008).
 *
 * <p>Nothing is allocated per step. Not thread-safe.
 */
public final class ContrastiveTrainer {
  /** The same as that of {@link LikelihoodTrainer}. */
  private static final double EMA = 0.99;

  private final EnergyModel energy;
  private final EnergyModel average;
  private final DataSource data;
  private final NegativeChains chains;
  private final int batch;
  private final ShardExecutor executor;
  private final Adam optimizer;
  private final MovingAverage averaging;
  private final Pass pass;
  private final Matrix dataRows;
  private final RandomStream dataStream;
  private final ShardExecutor.Shard drawShard = this::draw;
  private final ShardExecutor.Shard lossShard = this::runLoss;
  private Matrix negatives;
  private long iteration;
  private double dataEnergy;
  private double sampleEnergy;

  /**
   * A trainer that has not moved yet.
   *
   * @param energy trained in place
   * @param data standardised rows
   * @param chains negatives, of the same energy and batch
   * @param batch data rows, and negatives, per update
   * @param seed decides the data
   * @param executor shares the work
   */
  public ContrastiveTrainer(
      EnergyModel energy,
      DataSource data,
      NegativeChains chains,
      int batch,
      long seed,
      ShardExecutor executor) {
    this.energy = energy;
    this.average = energy.copy();
    this.data = data;
    this.chains = chains;
    this.batch = batch;
    this.executor = executor;
    optimizer = Adam.of(energy.network().parameters());
    averaging =
        new MovingAverage(average.network().parameters(), energy.network().parameters(), EMA);
    pass = energy.network().trainingPass(2 * batch);
    dataRows = new Matrix(batch, data.dimension());
    dataStream = RandomStream.of(seed, "contrastive.data");
  }

  /**
   * One update.
   *
   * @param index which, from 0
   * @param learningRate of this update
   */
  public void step(long index, double learningRate) {
    iteration = index;
    executor.shards(batch, drawShard);
    negatives = chains.advance(index, dataRows, executor);
    executor.shards(2 * batch, lossShard);
    dataEnergy = mean(0);
    sampleEnergy = mean(batch);
    pass.gradients(2 * batch, executor);
    optimizer.step(learningRate, executor);
    energy.network().parametersChanged(executor);
    averaging.update(executor);
  }

  private void draw(int from, int to) {
    data.draw(dataStream, iteration, dataRows, from, to);
  }

  /** Rows 0 to batch are data, the others are negatives. */
  private void runLoss(int from, int to) {
    for (int row = from; row < to; row++) {
      Matrix source = row < batch ? dataRows : negatives;
      pass.inputs().copyRows(source, row % batch, row, 1);
    }
    pass.forward(from, to);
    for (int row = from; row < to; row++) {
      double sign = row < batch ? 1 : -1;
      // The loss is in units of the energy's scale; Adam does not see the factor.
      energy.setGradient(pass, row, sign / batch / energy.scale());
    }
    pass.backward(from, to, false);
  }

  private double mean(int first) {
    double sum = 0;
    for (int i = 0; i < batch; i++) {
      sum += energy.energy(pass, first + i);
    }
    return sum / batch;
  }

  /**
   * Mean energy of the last minibatch, as it was before the update.
   *
   * @return E
   */
  public double dataEnergy() {
    return dataEnergy;
  }

  /**
   * Mean energy of the last negatives, as it was before the update.
   *
   * @return E
   */
  public double sampleEnergy() {
    return sampleEnergy;
  }

  /**
   * The energy to use: the moving average of the weights.
   *
   * @return changes with every step
   */
  public EnergyModel average() {
    average.network().parametersChanged();
    return average;
  }
}
