package org.duetml.energy;

import org.duetml.data.DataSource;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Adam;
import org.duetml.nn.LearningRate;
import org.duetml.nn.MovingAverage;
import org.duetml.nn.Pass;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * Fits an energy to the data's density itself: maximum likelihood of {@code q = exp(-E / tau) / Z},
 * whose gradient {@code E_data[dE] - E_q[dE]} takes its second part from importance-weighted
 * samples of a frozen sampler (algorithm section 10). No MCMC is run.
 *
 * <p>Nothing is allocated per step. Not thread-safe.
 */
public final class LikelihoodTrainer implements Stateful {
  private static final double EMA = 0.99;

  private final EnergyModel energy;
  private final EnergyModel average;
  private final DataSource data;
  private final WeightedSamples proposals;
  private final int batch;
  private final LearningRate learningRate;
  private final ShardExecutor executor;
  private final Adam optimizer;
  private final MovingAverage averaging;
  private final Pass pass;
  private final Matrix dataRows;
  private final int[] chosen;
  private final double[] weights;
  private final RandomStream dataStream;
  private final RandomStream choiceStream;
  private final ShardExecutor.Shard forwardShard = this::forward;
  private final ShardExecutor.Shard backwardShard = this::backward;
  private long iteration;
  private double dataEnergy;
  private double sampleEnergy;
  private double effectiveFraction;
  private double gradientNorm;

  /**
   * A trainer that has not moved yet.
   *
   * @param energy trained in place; its tau must be above 0
   * @param data standardised rows
   * @param proposals negatives with their weights
   * @param batch data rows, and negatives, per update
   * @param learningRate over the run
   * @param seed decides data and choices
   * @param executor shares the work
   */
  public LikelihoodTrainer(
      EnergyModel energy,
      DataSource data,
      WeightedSamples proposals,
      int batch,
      LearningRate learningRate,
      long seed,
      ShardExecutor executor) {
    if (!(energy.tau() > 0)) {
      throw new IllegalArgumentException(
          "tau = "
              + energy.tau()
              + ": expected above 0, an energy without temperature has no density");
    }
    this.energy = energy;
    this.average = energy.copy();
    this.data = data;
    this.proposals = proposals;
    this.batch = batch;
    this.learningRate = learningRate;
    this.executor = executor;
    optimizer = Adam.of(energy.network().parameters());
    averaging =
        new MovingAverage(average.network().parameters(), energy.network().parameters(), EMA);
    pass = energy.network().trainingPass(2 * batch);
    dataRows = new Matrix(batch, data.dimension());
    chosen = new int[batch];
    weights = new double[batch];
    dataStream = RandomStream.of(seed, "likelihood.data");
    choiceStream = RandomStream.of(seed, "likelihood.choice");
  }

  /**
   * One update.
   *
   * @param index which iteration, from 0
   * @param iterations of the whole run, for the learning rate
   */
  public void step(int index, int iterations) {
    iteration = index;
    for (int i = 0; i < batch; i++) {
      chosen[i] = choiceStream.integer(iteration, i, proposals.samples().rows());
    }
    executor.shards(2 * batch, forwardShard);
    weigh();
    executor.shards(2 * batch, backwardShard);
    pass.gradients(2 * batch, executor);
    gradientNorm = optimizer.gradientNorm(executor);
    optimizer.step(learningRate.at(index, iterations), executor);
    energy.network().parametersChanged(executor);
    averaging.update(executor);
  }

  /** Rows 0 to batch are data, the others are negatives. */
  private void forward(int from, int to) {
    int dataEnd = Math.min(to, batch);
    if (from < dataEnd) {
      data.draw(dataStream, iteration, dataRows, from, dataEnd);
      pass.inputs().copyRows(dataRows, from, from, dataEnd - from);
    }
    for (int row = Math.max(from, batch); row < to; row++) {
      pass.inputs().copyRows(proposals.samples(), chosen[row - batch], row, 1);
    }
    pass.forward(from, to);
  }

  private void weigh() {
    dataEnergy = 0;
    for (int i = 0; i < batch; i++) {
      dataEnergy += energy.energy(pass, i) / batch;
      double own = energy.energy(pass, batch + i);
      weights[i] = proposals.logWeights()[chosen[i]] - own / energy.tau();
    }
    ImportanceWeights.normalize(weights);
    effectiveFraction = ImportanceWeights.effectiveFraction(weights);
    sampleEnergy = 0;
    for (int i = 0; i < batch; i++) {
      sampleEnergy += weights[i] * energy.energy(pass, batch + i);
    }
  }

  private void backward(int from, int to) {
    // The loss is in units of the energy's scale; Adam does not see the factor.
    double unit = energy.scale();
    for (int row = from; row < to; row++) {
      double byEnergy = row < batch ? 1.0 / batch : -weights[row - batch];
      energy.setGradient(pass, row, byEnergy / unit);
    }
    pass.backward(from, to, false);
  }

  /** The optimiser and the averages; the energy that is trained is its owner's. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("optimizer", optimizer);
    visitor.part("average", average.network());
    visitor.part("averaging", averaging);
  }

  /**
   * Mean energy of the last batch of data.
   *
   * @return E
   */
  public double dataEnergy() {
    return dataEnergy;
  }

  /**
   * Weighted mean energy of the last batch of negatives.
   *
   * @return E
   */
  public double sampleEnergy() {
    return sampleEnergy;
  }

  /**
   * Effective sample size of the last batch's weights, as a fraction.
   *
   * @return in (0, 1]
   */
  public double effectiveFraction() {
    return effectiveFraction;
  }

  /**
   * Norm of the last gradient.
   *
   * @return at least 0
   */
  public double gradientNorm() {
    return gradientNorm;
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
