package org.duetml.diffusion;

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
 * Trains a noise predictor by the simple loss of DDPM, {@code E |eps - eps_hat(x, t)|^2 / D} (Ho et
 * al. 2020, equation 14). The noise levels of a batch are spread evenly, by step or over the log
 * noise level, which has the same expectation as drawing them and less variance.
 *
 * <p>Nothing is allocated per step. Not thread-safe.
 */
public final class DenoisingTrainer implements Stateful {
  private static final double LOG_LEVEL_RANGE =
      NoisePredictor.LOG_LEVEL_MAX - NoisePredictor.LOG_LEVEL_MIN;

  private final NoisePredictor predictor;
  private final NoisePredictor average;
  private final NoiseSchedule schedule;
  private final DataSource data;
  private final int batch;
  private final LearningRate learningRate;
  private final ShardExecutor executor;
  private final Adam optimizer;
  private final MovingAverage averaging;
  private final Pass pass;
  private final Matrix clean;
  private final Matrix noise;
  private final double[] squaredErrors;
  private final RandomStream dataStream;
  private final RandomStream noiseStream;
  private final RandomStream levelStream;
  private final ShardExecutor.Shard shard = this::runShard;
  private int iteration;

  /**
   * A trainer that has not moved yet.
   *
   * @param predictor trained in place
   * @param schedule the steps of a per-step predictor; a continuous one ignores it
   * @param data standardised rows
   * @param batch rows per iteration
   * @param learningRate over the run
   * @param ema decay of the moving average
   * @param seed decides data and noise
   * @param executor shares the work
   */
  public DenoisingTrainer(
      NoisePredictor predictor,
      NoiseSchedule schedule,
      DataSource data,
      int batch,
      LearningRate learningRate,
      double ema,
      long seed,
      ShardExecutor executor) {
    this.predictor = predictor;
    this.average = predictor.copy();
    this.schedule = schedule;
    this.data = data;
    this.batch = batch;
    this.learningRate = learningRate;
    this.executor = executor;
    optimizer = Adam.of(predictor.network().parameters());
    averaging =
        new MovingAverage(average.network().parameters(), predictor.network().parameters(), ema);
    pass = predictor.network().trainingPass(batch);
    clean = new Matrix(batch, data.dimension());
    noise = new Matrix(batch, data.dimension());
    squaredErrors = new double[batch];
    dataStream = RandomStream.of(seed, "pretrain.data");
    noiseStream = RandomStream.of(seed, "pretrain.noise");
    levelStream = RandomStream.of(seed, "pretrain.level");
  }

  /**
   * One update.
   *
   * @param index which iteration, from 0
   * @param iterations of the whole run, for the learning rate
   * @return the loss of the batch before the update
   */
  public double step(int index, int iterations) {
    iteration = index;
    executor.shards(batch, shard);
    pass.gradients(batch, executor);
    optimizer.step(learningRate.at(index, iterations), executor);
    predictor.network().parametersChanged(executor);
    averaging.update(executor);
    return loss();
  }

  private void runShard(int from, int to) {
    data.draw(dataStream, iteration, clean, from, to);
    noiseStream.normals(iteration, noise, from, to);
    for (int i = from; i < to; i++) {
      addNoise(i, alphaBar(i));
    }
    pass.forward(from, to);
    for (int i = from; i < to; i++) {
      squaredErrors[i] = lossGradient(i);
    }
    pass.backward(from, to, false);
  }

  /** Chooses the noise of row i and tells the network. */
  private double alphaBar(int i) {
    double position = (i + levelStream.uniform(iteration, i)) / batch;
    if (pass.steps() != null) {
      // The smaller, should the position have been rounded up to 1.
      int t = Math.min((int) (position * schedule.steps()), schedule.steps() - 1);
      pass.steps()[i] = t;
      return schedule.alphaBar(t);
    }
    double logLevel = NoisePredictor.LOG_LEVEL_MIN + LOG_LEVEL_RANGE * position;
    pass.levels()[i] = (float) logLevel;
    return 1 / (1 + StrictMath.exp(2 * logLevel));
  }

  private void addNoise(int i, double alphaBar) {
    float signal = (float) StrictMath.sqrt(alphaBar);
    float spread = (float) StrictMath.sqrt(1 - alphaBar);
    for (int d = 0; d < clean.columns(); d++) {
      pass.inputs().set(i, d, signal * clean.get(i, d) + spread * noise.get(i, d));
    }
  }

  private double lossGradient(int i) {
    float factor = 2f / (batch * clean.columns());
    double squares = 0;
    for (int d = 0; d < clean.columns(); d++) {
      float error = pass.outputs().get(i, d) - noise.get(i, d);
      pass.outputGradients().set(i, d, factor * error);
      squares += (double) error * error;
    }
    return squares;
  }

  private double loss() {
    double sum = 0;
    for (double squares : squaredErrors) {
      sum += squares;
    }
    return sum / ((double) batch * clean.columns());
  }

  /** The optimiser and the averages; the predictor that is trained is its owner's. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("optimizer", optimizer);
    visitor.part("average", average.network());
    visitor.part("averaging", averaging);
  }

  /**
   * The predictor to use: the moving average of the weights.
   *
   * @return changes with every step
   */
  public NoisePredictor average() {
    average.network().parametersChanged();
    return average;
  }
}
