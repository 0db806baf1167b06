package org.duetml.diffusion;

import java.util.Arrays;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpShape;
import org.duetml.nn.Pass;

/**
 * The backward model {@code r(x_t | x_{t+1})} of the running cost and of the path weights
 * (algorithm sections 3 and 5): the DDPM kernel {@code N(sqrt(alpha) x_{t+1}, beta I)}, or a
 * learned Gaussian that starts there, {@code N(sqrt(alpha) x_{t+1} + sqrt(beta) a, beta diag(exp(2
 * b)))} with {@code (a, b)} the output of a network.
 */
public final class NoisingKernel {
  /** The learned kernel starts this close to the DDPM kernel. */
  private static final double OUTPUT_START = 0.01;

  private final NoiseSchedule schedule;
  private final Mlp network;

  private NoisingKernel(NoiseSchedule schedule, Mlp network) {
    this.schedule = schedule;
    this.network = network;
  }

  /**
   * The DDPM kernel.
   *
   * @param schedule the noise levels
   * @return nothing to learn
   */
  public static NoisingKernel ddpm(NoiseSchedule schedule) {
    return new NoisingKernel(schedule, null);
  }

  /**
   * A kernel to be learned.
   *
   * @param schedule the noise levels
   * @param dimension D
   * @param width units per hidden layer
   * @param layers hidden layers
   * @param activation after every hidden layer
   * @param seed decides the weights
   * @return nearly the DDPM kernel
   */
  public static NoisingKernel learned(
      NoiseSchedule schedule,
      int dimension,
      int width,
      int layers,
      Activation activation,
      long seed) {
    MlpShape shape = learnedShape(dimension, schedule.steps(), width, layers, activation);
    Mlp network = new Mlp(shape, Initialization.HE, seed);
    network.scaleOutput(OUTPUT_START);
    return new NoisingKernel(schedule, network);
  }

  /**
   * The shape of such a kernel's network.
   *
   * @param dimension D
   * @param steps T
   * @param width units per hidden layer
   * @param layers hidden layers
   * @param activation after every hidden layer
   * @return D inputs, 2 D outputs
   */
  public static MlpShape learnedShape(
      int dimension, int steps, int width, int layers, Activation activation) {
    return MlpShape.plain(dimension, 2 * dimension, width, layers, activation).withSteps(steps);
  }

  /**
   * The network of a learned kernel.
   *
   * @return null for the DDPM kernel
   */
  public Mlp network() {
    return network;
  }

  public NoiseSchedule schedule() {
    return schedule;
  }

  /**
   * An independent kernel of the same values.
   *
   * @return a deep copy
   */
  public NoisingKernel copy() {
    return network == null ? this : new NoisingKernel(schedule, network.copy());
  }

  /** The kernel at work on the transitions of one rollout. */
  public final class Evaluation {
    private final int batch;
    private final int dimension;
    private final Pass pass;
    private final Matrix states;
    private final ShardExecutor.Shard shard = this::runShard;

    /**
     * For the transitions of a rollout as it stands at every run.
     *
     * @param rollout read, not changed
     */
    public Evaluation(Rollout rollout) {
      batch = rollout.batch();
      states = rollout.states();
      dimension = states.columns();
      pass = network == null ? null : network.inferencePass(schedule.steps() * batch);
      if (pass != null) {
        for (int t = 0; t < schedule.steps(); t++) {
          Arrays.fill(pass.steps(), t * batch, (t + 1) * batch, t);
        }
      }
    }

    /**
     * Runs the network over all transitions; nothing to do for the DDPM kernel.
     *
     * @param executor shares the work
     */
    public void run(ShardExecutor executor) {
      if (pass != null) {
        executor.shards(schedule.steps() * batch, shard);
      }
    }

    private void runShard(int from, int to) {
      pass.inputs().copyRows(states, batch + from, from, to - from);
      pass.forward(from, to);
    }

    /**
     * {@code log r(x_t | x_{t+1})} of one transition.
     *
     * @param t from 0 to T - 1
     * @param trajectory from 0
     * @return in nats
     */
    public double logDensity(int t, int trajectory) {
      int row = t * batch + trajectory;
      double keep = StrictMath.sqrt(schedule.alpha(t));
      double spread = StrictMath.sqrt(schedule.beta(t));
      double sum = 0;
      for (int d = 0; d < dimension; d++) {
        double shift = pass == null ? 0 : pass.outputs().get(row, d);
        double logScale = pass == null ? 0 : pass.outputs().get(row, dimension + d);
        double centred = (states.get(row, d) - keep * states.get(row + batch, d)) / spread;
        double z = (centred - shift) * StrictMath.exp(-logScale);
        sum -= 0.5 * z * z + logScale;
      }
      return sum - dimension * (StrictMath.log(spread) + 0.5 * StrictMath.log(2 * StrictMath.PI));
    }
  }
}
