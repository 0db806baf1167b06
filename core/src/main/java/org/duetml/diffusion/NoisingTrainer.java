package org.duetml.diffusion;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Adam;
import org.duetml.nn.LearningRate;
import org.duetml.nn.Pass;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * Fits a learned {@link NoisingKernel} to a sampler by maximum likelihood of the sampler's own
 * trajectories, {@code min E_pi[-log r(x_t | x_{t+1})]}: this tightens the path bound of algorithm
 * section 5 and so evens out the path weights. Not thread-safe.
 */
public final class NoisingTrainer implements Stateful {
  private final NoisingKernel kernel;
  private final NoiseSchedule schedule;
  private final LearningRate learningRate;
  private final ShardExecutor executor;
  private final Adam optimizer;
  private final int batch;
  private final int transitions;
  private final int dimension;
  private final Pass pass;
  private final double[] losses;
  private final ShardExecutor.Shard shard = this::runShard;
  private Matrix states;

  /**
   * A trainer that has not moved yet.
   *
   * @param kernel a learned one, trained in place
   * @param batch trajectories per update
   * @param learningRate over the run
   * @param executor shares the work
   */
  public NoisingTrainer(
      NoisingKernel kernel, int batch, LearningRate learningRate, ShardExecutor executor) {
    if (kernel.network() == null) {
      throw new IllegalArgumentException("the DDPM noising kernel has nothing to learn");
    }
    this.kernel = kernel;
    this.schedule = kernel.schedule();
    this.learningRate = learningRate;
    this.executor = executor;
    this.batch = batch;
    optimizer = Adam.of(kernel.network().parameters());
    transitions = schedule.steps() * batch;
    dimension = kernel.network().inputs();
    pass = kernel.network().trainingPass(transitions);
    losses = new double[transitions];
  }

  /**
   * One update.
   *
   * @param rollout fresh trajectories, {@code batch} of them
   * @param index which iteration, from 0
   * @param iterations of the whole run, for the learning rate
   * @return the mean of {@code -log r} per transition before the update
   */
  public double step(Rollout rollout, int index, int iterations) {
    if (rollout.batch() != batch) {
      throw new IllegalArgumentException(
          "a rollout of %d trajectories: expected %d".formatted(rollout.batch(), batch));
    }
    states = rollout.states();
    executor.shards(transitions, shard);
    pass.gradients(transitions, executor);
    optimizer.step(learningRate.at(index, iterations), executor);
    kernel.network().parametersChanged(executor);
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum / transitions;
  }

  /** The optimiser; the kernel that is trained is its owner's. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("optimizer", optimizer);
  }

  private void runShard(int from, int to) {
    pass.inputs().copyRows(states, batch + from, from, to - from);
    for (int row = from; row < to; row++) {
      pass.steps()[row] = row / batch;
    }
    pass.forward(from, to);
    for (int row = from; row < to; row++) {
      losses[row] = lossGradient(row, row / batch);
    }
    pass.backward(from, to, false);
  }

  /** With z the standardised residual: d(-log r)/da = -z exp(-b), d(-log r)/db = 1 - z^2. */
  private double lossGradient(int row, int t) {
    double keep = StrictMath.sqrt(schedule.alpha(t));
    double spread = StrictMath.sqrt(schedule.beta(t));
    double loss = dimension * (StrictMath.log(spread) + 0.5 * StrictMath.log(2 * StrictMath.PI));
    for (int d = 0; d < dimension; d++) {
      double logScale = pass.outputs().get(row, dimension + d);
      double inverseScale = StrictMath.exp(-logScale);
      double centred = (states.get(row, d) - keep * states.get(row + batch, d)) / spread;
      double z = (centred - pass.outputs().get(row, d)) * inverseScale;
      pass.outputGradients().set(row, d, (float) (-z * inverseScale / transitions));
      pass.outputGradients().set(row, dimension + d, (float) ((1 - z * z) / transitions));
      loss += 0.5 * z * z + logScale;
    }
    return loss;
  }
}
