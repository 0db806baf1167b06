package org.duetml.gcd;

import java.util.Map;
import org.duetml.config.DuetConfig.Ppo;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.Rollout;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Pass;
import org.duetml.state.StateVisitor;

/**
 * Proximal policy optimisation (Schulman et al. 2017; GCD section 4): the ratio of new to old
 * transition density, weighed by the advantage, is clipped to {@code 1 +- clip}; the exact gradient
 * of the entropy bonus is added at the scale of the normalised advantage. No gradient passes
 * through E or V. A single pass over the rollout, with no parts, is the plain policy gradient: the
 * ratio is 1 throughout.
 */
final class PpoStep implements PolicyStep {
  private final DiffusionSampler sampler;
  private final Advantages outcomes;
  private final Ppo settings;
  private final double tau;
  private final double unit;
  private final PolicyOptimizer optimizer;
  private final ShardExecutor executor;
  private final int batch;
  private final int steps;
  private final int dimension;
  private final Pass pass;
  private final int[] order;
  private final double[] advantages;
  private final double[] inverseScales;
  private final double[] oldLogDensities;
  private final double[] sigmaTerms;
  private final double[] logRatios;
  private final boolean[] clipped;
  private final RandomStream orderStream;
  private final ShardExecutor.Shard shard = this::runShard;
  private Rollout rollout;
  private int partStart;
  private int partSize;
  private double approxKl;
  private double clipFraction;

  PpoStep(
      DiffusionSampler sampler,
      Advantages outcomes,
      Ppo settings,
      double tau,
      double unit,
      PolicyOptimizer optimizer,
      int batch,
      long seed,
      ShardExecutor executor) {
    this.sampler = sampler;
    this.outcomes = outcomes;
    this.settings = settings;
    this.tau = tau;
    this.unit = unit;
    this.optimizer = optimizer;
    this.executor = executor;
    this.batch = batch;
    steps = sampler.steps();
    dimension = sampler.dimension();
    int largestPart = (batch + settings.minibatches() - 1) / settings.minibatches();
    pass = sampler.predictor().network().trainingPass(steps * largestPart);
    order = new int[batch];
    advantages = new double[steps * batch];
    inverseScales = new double[steps];
    oldLogDensities = new double[steps * batch];
    sigmaTerms = new double[steps * largestPart];
    logRatios = new double[steps * largestPart];
    clipped = new boolean[steps * largestPart];
    orderStream = RandomStream.of(seed, "game.order");
  }

  @Override
  public void update(Rollout trajectories, long iteration, double samplerRate, double sigmaRate) {
    rollout = trajectories;
    prepareAdvantages();
    rememberDensities();
    approxKl = 0;
    clipFraction = 0;
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      orderStream.permutation(iteration * settings.epochs() + epoch, order);
      for (int part = 0; part < settings.minibatches(); part++) {
        partStart = part * batch / settings.minibatches();
        partSize = (part + 1) * batch / settings.minibatches() - partStart;
        improve(samplerRate, sigmaRate);
      }
    }
  }

  private void prepareAdvantages() {
    for (int s = 0; s < steps; s++) {
      centreAdvantages(s);
    }
    for (int s = 0; s < steps; s++) {
      inverseScales[s] = 1 / advantageScale(s);
    }
    for (int row = 0; row < advantages.length; row++) {
      advantages[row] *= inverseScales[row / batch];
    }
  }

  /** Per step, so that the step's own level of cost does not drown the differences. */
  private void centreAdvantages(int s) {
    double mean = 0;
    for (int row = s * batch; row < (s + 1) * batch; row++) {
      advantages[row] = outcomes.advantage(row);
      mean += advantages[row] / batch;
    }
    for (int row = s * batch; row < (s + 1) * batch; row++) {
      advantages[row] -= mean;
    }
  }

  private double advantageScale(int s) {
    return switch (settings.advantageScale()) {
      case BATCH -> deviation(0, steps * batch);
      case STEP -> deviation(s * batch, (s + 1) * batch);
      case NONE -> unit;
    };
  }

  /** The advantages' standard deviation; they are centred already. */
  private double deviation(int from, int to) {
    double sum = 0;
    for (int row = from; row < to; row++) {
      sum += advantages[row] * advantages[row];
    }
    // A vanishing deviation must not turn rounding errors into advantages.
    return Math.max(StrictMath.sqrt(sum / (to - from)), 1e-8 * unit);
  }

  private void rememberDensities() {
    for (int s = 0; s < steps; s++) {
      for (int i = 0; i < batch; i++) {
        oldLogDensities[s * batch + i] = rollout.logTransition(s, i);
      }
    }
  }

  private void improve(double samplerRate, double sigmaRate) {
    int rows = steps * partSize;
    executor.shards(rows, shard);
    pass.gradients(rows, executor);
    sumSigmaGradients();
    optimizer.step(samplerRate, sigmaRate);
    observe(rows);
  }

  private void runShard(int from, int to) {
    for (int row = from; row < to; row++) {
      int t = row / partSize;
      int trajectory = order[partStart + row % partSize];
      pass.inputs().copyRows(rollout.states(), t * batch + trajectory, row, 1);
      pass.steps()[row] = t;
    }
    pass.forward(from, to);
    for (int row = from; row < to; row++) {
      lossGradient(row, row / partSize, order[partStart + row % partSize]);
    }
    pass.backward(from, to, false);
  }

  /**
   * The gradient of {@code -min(rho A, clip(rho) A)} by the predicted noise and by log sigma: with
   * z the standardised residual, {@code d log pi / d mu = z / sigma} and {@code d log pi / d log
   * sigma = |z|^2 - D}.
   */
  private void lossGradient(int row, int t, int trajectory) {
    double logSigma = sampler.logSigma().value().get(0, t);
    double sigma = StrictMath.exp(logSigma);
    double squares = 0;
    for (int d = 0; d < dimension; d++) {
      double z = residual(row, t, trajectory, d) / sigma;
      squares += z * z;
    }
    double normalizer = dimension * (logSigma + 0.5 * StrictMath.log(2 * StrictMath.PI));
    int old = t * batch + trajectory;
    double logRatio = -0.5 * squares - normalizer - oldLogDensities[old];
    double ratio = StrictMath.exp(logRatio);
    double advantage = advantages[old];
    boolean outside = advantage > 0 ? ratio > 1 + settings.clip() : ratio < 1 - settings.clip();
    double byLogDensity = outside ? 0 : -ratio * advantage / (steps * partSize);

    double noiseFactor = sampler.schedule().noiseFactor(t);
    for (int d = 0; d < dimension; d++) {
      double byMean = byLogDensity * residual(row, t, trajectory, d) / (sigma * sigma);
      pass.outputGradients().set(row, d, (float) (-noiseFactor * byMean));
    }
    sigmaTerms[row] = byLogDensity * (squares - dimension);
    logRatios[row] = logRatio;
    clipped[row] = outside;
  }

  /** {@code x_{t+1} - mu(x_t, t)} under the policy as it is now. */
  private double residual(int row, int t, int trajectory, int d) {
    Matrix x = rollout.states();
    int before = t * batch + trajectory;
    double mean =
        sampler.schedule().stateFactor(t) * x.get(before, d)
            - sampler.schedule().noiseFactor(t) * pass.outputs().get(row, d);
    return x.get(before + batch, d) - mean;
  }

  private void sumSigmaGradients() {
    Matrix gradient = sampler.logSigma().gradient();
    for (int s = 0; s < steps; s++) {
      double sum = -tau * inverseScales[s] * dimension / steps;
      for (int i = 0; i < partSize; i++) {
        sum += sigmaTerms[s * partSize + i];
      }
      gradient.set(0, s, (float) sum);
    }
  }

  private void observe(int rows) {
    double kl = 0;
    int outside = 0;
    for (int row = 0; row < rows; row++) {
      kl += StrictMath.expm1(logRatios[row]) - logRatios[row];
      outside += clipped[row] ? 1 : 0;
    }
    int updates = settings.epochs() * settings.minibatches();
    approxKl += kl / rows / updates;
    clipFraction += (double) outside / rows / updates;
  }

  @Override
  public void state(StateVisitor visitor) {
    visitor.part("optimizer", optimizer);
  }

  @Override
  public void addSignals(Map<String, Double> signals) {
    signals.put(Signals.APPROX_KL, approxKl);
    signals.put(Signals.CLIP_FRACTION, clipFraction);
    signals.put(Signals.GRADIENT_NORM_SAMPLER, optimizer.gradientNorm());
  }
}
