package org.duetml.gcd;

import java.util.Map;
import org.duetml.diffusion.Rollout;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Adam;
import org.duetml.nn.MovingAverage;
import org.duetml.nn.Pass;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * The value network's move (algorithm section 3, step 3): regression of {@code V(x_t, t)} on the
 * lambda-return {@code G_t = c_t + lambda G_{t+1} + (1 - lambda) V(x_{t+1}, t + 1)} with {@code G_T
 * = E(x_T)} and the gradient stopped (Sutton and Barto 2018, section 12.1). With a target network,
 * the V inside the return is a moving average.
 */
final class ValueStep implements Advantages {
  private final ValueModel value;
  private final TransitionCost transitionCost;
  private final double lambda;
  private final int steps;
  private final int batch;
  private final ShardExecutor executor;
  private final Adam optimizer;
  private final Pass pass;
  private final TargetNetwork target;
  private final double[] values;
  private final double[] returns;
  private final ShardExecutor.Shard forwardShard = this::forward;
  private final ShardExecutor.Shard backwardShard = this::backward;
  private Rollout rollout;
  private double gradientNorm;

  ValueStep(
      ValueModel value,
      TransitionCost transitionCost,
      double lambda,
      double targetEma,
      int batch,
      ShardExecutor executor) {
    this.value = value;
    this.transitionCost = transitionCost;
    this.lambda = lambda;
    this.steps = value.network().shape().steps();
    this.batch = batch;
    this.executor = executor;
    optimizer = Adam.of(value.network().parameters());
    pass = value.network().trainingPass(steps * batch);
    boolean needed = lambda < 1 && targetEma > 0;
    target = needed ? new TargetNetwork(value, targetEma, steps * batch) : null;
    values = new double[steps * batch];
    returns = new double[steps * batch];
  }

  @Override
  public void update(Rollout trajectories, TerminalCost terminal, double learningRate) {
    rollout = trajectories;
    executor.shards(steps * batch, forwardShard);
    computeReturns(terminal);
    executor.shards(steps * batch, backwardShard);
    pass.gradients(steps * batch, executor);
    gradientNorm = optimizer.gradientNorm(executor);
    optimizer.step(learningRate, executor);
    value.network().parametersChanged(executor);
    if (target != null) {
      target.update(executor);
    }
  }

  private void forward(int from, int to) {
    load(pass, from, to);
    pass.forward(from, to);
    if (target != null) {
      load(target.pass, from, to);
      target.pass.forward(from, to);
    }
    for (int row = from; row < to; row++) {
      values[row] = value.value(pass, row);
    }
  }

  private void load(Pass to, int first, int last) {
    to.inputs().copyRows(rollout.states(), first, first, last - first);
    for (int row = first; row < last; row++) {
      to.steps()[row] = row / batch;
    }
  }

  private void computeReturns(TerminalCost terminal) {
    transitionCost.observe(rollout);
    for (int i = 0; i < batch; i++) {
      double next = terminal.cost(i);
      for (int t = steps - 1; t >= 0; t--) {
        if (lambda < 1 && t < steps - 1) {
          next = lambda * next + (1 - lambda) * bootstrap((t + 1) * batch + i);
        }
        next += transitionCost.cost(rollout, t, i);
        returns[t * batch + i] = next;
      }
    }
  }

  private double bootstrap(int row) {
    return target == null ? values[row] : value.value(target.pass, row);
  }

  /** The loss is the mean squared error over the squared unit of energy. */
  private void backward(int from, int to) {
    double factor = 2.0 / (steps * batch * value.scale() * value.scale());
    for (int row = from; row < to; row++) {
      value.setGradient(pass, row, factor * (values[row] - returns[row]));
    }
    pass.backward(from, to, false);
  }

  /** {@code V(x_t, t)} as it was before the last update; row {@code t * batch + i}. */
  double value(int row) {
    return values[row];
  }

  /** The lambda-return of the last update; row {@code t * batch + i}. */
  double lambdaReturn(int row) {
    return returns[row];
  }

  @Override
  public double advantage(int row) {
    return values[row] - returns[row];
  }

  /** The optimiser and the target network; the value network is one of the players. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("optimizer", optimizer);
    if (target != null) {
      visitor.part("target", target);
    }
  }

  @Override
  public void addSignals(Map<String, Double> signals) {
    signals.put(Signals.VALUE_LOSS, loss());
    signals.put(Signals.EXPLAINED_VARIANCE, explainedVariance());
    signals.put(Signals.GRADIENT_NORM_VALUE, gradientNorm);
  }

  /** Mean squared error of the last batch over the squared unit of energy. */
  double loss() {
    double sum = 0;
    for (int row = 0; row < values.length; row++) {
      double error = values[row] - returns[row];
      sum += error * error;
    }
    return sum / (values.length * value.scale() * value.scale());
  }

  /** {@code 1 - Var(return - V) / Var(return)}: 1 is perfect, 0 no better than a constant. */
  double explainedVariance() {
    double[] errors = new double[values.length];
    for (int row = 0; row < values.length; row++) {
      errors[row] = returns[row] - values[row];
    }
    return 1 - variance(errors) / variance(returns);
  }

  private static double variance(double[] x) {
    double mean = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    double sum = 0;
    for (double value : x) {
      sum += (value - mean) * (value - mean);
    }
    return sum / x.length;
  }

  /** A slowly moving copy of the value network. */
  private static final class TargetNetwork implements Stateful {
    private final ValueModel copy;
    private final Pass pass;
    private final MovingAverage averaging;

    TargetNetwork(ValueModel value, double ema, int rows) {
      copy = value.copy();
      pass = copy.network().inferencePass(rows);
      averaging = new MovingAverage(copy.network().parameters(), value.network().parameters(), ema);
    }

    void update(ShardExecutor executor) {
      averaging.update(executor);
      copy.network().parametersChanged(executor);
    }

    @Override
    public void state(StateVisitor visitor) {
      visitor.part("network", copy.network());
      visitor.part("averaging", averaging);
    }
  }
}
