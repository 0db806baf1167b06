package org.duetml.gcd;

import java.util.Map;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.Rollout;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Pass;
import org.duetml.state.StateVisitor;

/**
 * The value gradient (DxMI section 3.2; algorithm section 3, step 4): with {@code x_{t+1} = mu +
 * sigma_t z} reparameterised, every transition minimises {@code V(x_{t+1}, t + 1) + c_t} by the
 * gradient of V with respect to its input. There is no back-propagation through time. The rollout's
 * own noise is used, so its forward run is reused.
 */
final class ValueGradientStep implements PolicyStep {
  private final DiffusionSampler sampler;
  private final ValueModel value;
  private final TransitionCost transitionCost;
  private final TerminalCost terminal;
  private final PolicyOptimizer optimizer;
  private final ShardExecutor executor;
  private final int batch;
  private final int steps;
  private final int dimension;
  private final Pass valuePass;
  private final double[] sigmaTerms;
  private final ShardExecutor.Shard valueShard = this::valueGradients;
  private final ShardExecutor.Shard policyShard = this::policyGradients;
  private Rollout rollout;

  ValueGradientStep(
      DiffusionSampler sampler,
      ValueModel value,
      TransitionCost transitionCost,
      TerminalCost terminal,
      PolicyOptimizer optimizer,
      int batch,
      ShardExecutor executor) {
    this.sampler = sampler;
    this.value = value;
    this.transitionCost = transitionCost;
    this.terminal = terminal;
    this.optimizer = optimizer;
    this.batch = batch;
    this.executor = executor;
    steps = sampler.steps();
    dimension = sampler.dimension();
    valuePass = value.network().trainingPass(steps * batch);
    sigmaTerms = new double[steps * batch];
  }

  @Override
  public void update(Rollout trajectories, long iteration, double samplerRate, double sigmaRate) {
    rollout = trajectories;
    executor.shards((steps - 1) * batch, valueShard);
    executor.shards(steps * batch, policyShard);
    rollout.policy().gradients(steps * batch, executor);
    sumSigmaGradients();
    optimizer.step(samplerRate, sigmaRate);
  }

  /** {@code dV(x_{t+1}, t + 1)/dx_{t+1}}, for all transitions but the last. */
  private void valueGradients(int from, int to) {
    int source = batch + from;
    valuePass.inputs().copyRows(rollout.states(), source, from, to - from);
    for (int row = from; row < to; row++) {
      valuePass.steps()[row] = 1 + row / batch;
    }
    valuePass.forward(from, to);
    for (int row = from; row < to; row++) {
      value.setGradient(valuePass, row, 1);
    }
    valuePass.backward(from, to, true);
  }

  /** {@code d mu / d eps = -noiseFactor}; {@code d x_{t+1} / d log sigma = sigma z}. */
  private void policyGradients(int from, int to) {
    Matrix byNoise = rollout.policy().outputGradients();
    // The mean over trajectories, summed over steps, in units of the energy's scale.
    double factor = 1 / (batch * value.scale());
    for (int row = from; row < to; row++) {
      int t = row / batch;
      int trajectory = row % batch;
      double noiseFactor = sampler.schedule().noiseFactor(t);
      double sigma = sampler.sigma(t);
      double sigmaTerm = 0;
      for (int d = 0; d < dimension; d++) {
        double byState =
            factor
                * (futureGradient(row, t, trajectory, d)
                    + transitionCost.addedGradient(rollout, t, trajectory, d));
        byNoise.set(row, d, (float) (-noiseFactor * byState));
        sigmaTerm += byState * sigma * rollout.noise().get((t + 1) * batch + trajectory, d);
      }
      sigmaTerms[row] = sigmaTerm;
    }
    rollout.policy().backward(from, to, false);
  }

  private double futureGradient(int row, int t, int trajectory, int d) {
    return t == steps - 1
        ? terminal.gradient(trajectory, d)
        : valuePass.inputGradients().get(row, d);
  }

  private void sumSigmaGradients() {
    Matrix gradient = sampler.logSigma().gradient();
    for (int t = 0; t < steps; t++) {
      double sum = -transitionCost.tau * dimension / value.scale();
      for (int i = 0; i < batch; i++) {
        sum += sigmaTerms[t * batch + i];
      }
      gradient.set(0, t, (float) sum);
    }
  }

  @Override
  public void state(StateVisitor visitor) {
    visitor.part("optimizer", optimizer);
  }

  @Override
  public void addSignals(Map<String, Double> signals) {
    signals.put(Signals.GRADIENT_NORM_SAMPLER, optimizer.gradientNorm());
  }
}
