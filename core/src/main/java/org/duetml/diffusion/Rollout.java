package org.duetml.diffusion;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Pass;

/**
 * A batch of trajectories {@code x_0 .. x_T} of a sampler. Rows are stacked by step: trajectory i
 * at step t is row {@code t * batch + i}.
 *
 * <p>A rollout for training keeps the network's pass over all steps, so that the sampler step can
 * run it backward without a second forward run. Nothing is allocated after construction. Not
 * thread-safe.
 */
public final class Rollout {
  private final DiffusionSampler sampler;
  private final int batch;
  private final int dimension;
  private final Matrix states;
  private final Matrix means;
  private final Matrix noise;
  private final Pass policy;
  private final boolean training;
  private final ShardExecutor.Shard shard = this::runShard;
  private RandomStream random;
  private long draw;
  private double[] scales;

  private Rollout(DiffusionSampler sampler, int batch, boolean training) {
    int steps = sampler.steps();
    this.sampler = sampler;
    this.batch = batch;
    this.training = training;
    dimension = sampler.dimension();
    states = new Matrix((steps + 1) * batch, dimension);
    means = new Matrix(steps * batch, dimension);
    noise = new Matrix((steps + 1) * batch, dimension);
    policy =
        training
            ? sampler.predictor().network().trainingPass(steps * batch)
            : sampler.predictor().network().inferencePass(batch);
  }

  /**
   * Memory for trajectories that are trained on.
   *
   * @param sampler the policy, as it stands at every run
   * @param batch number of trajectories
   * @return the rollout, not run yet
   */
  public static Rollout forTraining(DiffusionSampler sampler, int batch) {
    return new Rollout(sampler, batch, true);
  }

  /**
   * Memory for trajectories that are only looked at.
   *
   * @param sampler the policy, as it stands at every run
   * @param batch number of trajectories
   * @return the rollout, not run yet
   */
  public static Rollout forSampling(DiffusionSampler sampler, int batch) {
    return new Rollout(sampler, batch, false);
  }

  /**
   * Generates the batch.
   *
   * @param stream where the noise comes from
   * @param step which draw of the stream
   * @param executor shares the work
   */
  public void run(RandomStream stream, long step, ShardExecutor executor) {
    runWidened(stream, step, null, executor);
  }

  /**
   * Generates the batch with some transitions wider than the policy's.
   *
   * @param stream where the noise comes from
   * @param step which draw of the stream
   * @param factors on the noise of every transition, trajectory i at step t at {@code t * batch +
   *     i}; null for the policy itself
   * @param executor shares the work
   */
  public void runWidened(RandomStream stream, long step, double[] factors, ShardExecutor executor) {
    random = stream;
    draw = step;
    scales = factors;
    executor.shards(batch, shard);
  }

  private void runShard(int from, int to) {
    random.normals(draw, noise, from, to);
    states.copyRows(noise, from, from, to - from);
    for (int t = 0; t < sampler.steps(); t++) {
      int next = (t + 1) * batch;
      random.normals(draw, noise, next + from, next + to);
      if (scales != null) {
        widen(t, from, to);
      }
      step(t, from, to);
    }
  }

  private void widen(int t, int from, int to) {
    for (int i = from; i < to; i++) {
      int row = (t + 1) * batch + i;
      for (int d = 0; d < dimension; d++) {
        noise.set(row, d, (float) (scales[t * batch + i] * noise.get(row, d)));
      }
    }
  }

  /** {@code x_{t+1} = mu(x_t, t) + sigma_t * noise}. */
  private void step(int t, int from, int to) {
    int offset = training ? t * batch : 0;
    policy.inputs().copyRows(states, t * batch + from, offset + from, to - from);
    sampler.predictor().condition(policy, sampler.schedule(), t, offset + from, offset + to);
    policy.forward(offset + from, offset + to);

    float stateFactor = (float) sampler.schedule().stateFactor(t);
    float noiseFactor = (float) sampler.schedule().noiseFactor(t);
    float sigma = (float) sampler.sigma(t);
    for (int i = from; i < to; i++) {
      int row = t * batch + i;
      int next = row + batch;
      for (int d = 0; d < dimension; d++) {
        float predicted = policy.outputs().get(offset + i, d);
        float mean = stateFactor * states.get(row, d) - noiseFactor * predicted;
        means.set(row, d, mean);
        states.set(next, d, mean + sigma * noise.get(next, d));
      }
    }
  }

  public DiffusionSampler sampler() {
    return sampler;
  }

  /**
   * Number of trajectories.
   *
   * @return at least 1
   */
  public int batch() {
    return batch;
  }

  /**
   * All states, {@code (T + 1) * batch} rows of D.
   *
   * @return overwritten by the next run
   */
  public Matrix states() {
    return states;
  }

  /**
   * The means {@code mu(x_t, t)}, {@code T * batch} rows of D.
   *
   * @return overwritten by the next run
   */
  public Matrix means() {
    return means;
  }

  /**
   * The standard normals, widened where a transition was: rows 0 to batch are {@code x_0}, row
   * {@code (t + 1) * batch + i} is {@code (x_{t+1} - mu(x_t, t)) / sigma_t}.
   *
   * @return overwritten by the next run
   */
  public Matrix noise() {
    return noise;
  }

  /**
   * The first row of the finished samples in {@link #states()}.
   *
   * @return {@code T * batch}
   */
  public int firstSample() {
    return sampler.steps() * batch;
  }

  /**
   * For training, the network's pass over all transitions: trajectory i at step t is row {@code t *
   * batch + i}.
   *
   * @return the pass as the run left it
   */
  public Pass policy() {
    return policy;
  }

  /**
   * {@code log pi(x_{t+1} | x_t)} of one transition.
   *
   * @param t from 0 to T - 1
   * @param trajectory from 0
   * @return in nats
   */
  public double logTransition(int t, int trajectory) {
    double logSigma = sampler.logSigma().value().get(0, t);
    return standardLogDensity((t + 1) * batch + trajectory) - dimension * logSigma;
  }

  /**
   * {@code log N(x_0; 0, I)} of one trajectory.
   *
   * @param trajectory from 0
   * @return in nats
   */
  public double logStart(int trajectory) {
    return standardLogDensity(trajectory);
  }

  private double standardLogDensity(int row) {
    return -0.5 * (noiseSquares(row) + dimension * StrictMath.log(2 * StrictMath.PI));
  }

  /**
   * The squared length of the noise of one transition.
   *
   * @param t from 0 to T - 1
   * @param trajectory from 0
   * @return at least 0
   */
  public double noiseSquares(int t, int trajectory) {
    return noiseSquares((t + 1) * batch + trajectory);
  }

  private double noiseSquares(int row) {
    double squares = 0;
    for (int d = 0; d < dimension; d++) {
      double z = noise.get(row, d);
      squares += z * z;
    }
    return squares;
  }
}
