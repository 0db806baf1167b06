package org.duetml.gcd;

import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.diffusion.Rollout;
import org.duetml.kernel.Matrix;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * The cost {@code c_t} of a transition (algorithm section 3), in two parts: {@code tau E[log pi]},
 * whose expectation {@code -tau H(pi_t)} is known and the same for every kind, and what the kind
 * adds.
 */
abstract class TransitionCost implements Stateful {
  final double tau;

  private TransitionCost(double tau) {
    this.tau = tau;
  }

  static TransitionCost of(RunningCost kind, double tau, NoiseSchedule schedule) {
    return switch (kind) {
      case ENTROPY -> new EntropyOnly(tau);
      case VELOCITY -> new Velocity(tau, schedule.steps());
      case NOISING -> new Noising(tau, schedule);
    };
  }

  /** The whole cost of one transition, with the entropy in closed form. */
  final double cost(Rollout rollout, int t, int trajectory) {
    return added(rollout, t, trajectory) - tau * rollout.sampler().entropy(t);
  }

  /** What the kind adds to the entropy bonus. */
  abstract double added(Rollout rollout, int t, int trajectory);

  /** The derivative of {@link #added} by coordinate d of {@code x_{t+1}}. */
  abstract double addedGradient(Rollout rollout, int t, int trajectory, int d);

  /** Takes in a new rollout, before its costs are asked for. */
  void observe(Rollout rollout) {}

  /** Only what was observed is state. */
  @Override
  public void state(StateVisitor visitor) {}

  /** The GCD paper: the entropy bonus only. */
  private static final class EntropyOnly extends TransitionCost {
    EntropyOnly(double tau) {
      super(tau);
    }

    @Override
    double added(Rollout rollout, int t, int trajectory) {
      return 0;
    }

    @Override
    double addedGradient(Rollout rollout, int t, int trajectory, int d) {
      return 0;
    }
  }

  /**
   * The DxMI paper: {@code tau |x_{t+1} - x_t|^2 / (2 s_t^2)} with {@code s_t^2} a running mean of
   * {@code |x_{t+1} - x_t|^2 / D} ("adaptive velocity regularisation").
   */
  private static final class Velocity extends TransitionCost {
    private static final double DECAY = 0.99;

    private final double[] meanSquares;

    Velocity(double tau, int steps) {
      super(tau);
      meanSquares = new double[steps];
    }

    @Override
    void observe(Rollout rollout) {
      for (int t = 0; t < meanSquares.length; t++) {
        double sum = 0;
        for (int i = 0; i < rollout.batch(); i++) {
          sum += squaredVelocity(rollout, t, i);
        }
        double mean = sum / ((double) rollout.batch() * rollout.states().columns());
        meanSquares[t] = meanSquares[t] == 0 ? mean : DECAY * meanSquares[t] + (1 - DECAY) * mean;
      }
    }

    @Override
    public void state(StateVisitor visitor) {
      visitor.doubles("mean-squares", meanSquares);
    }

    @Override
    double added(Rollout rollout, int t, int trajectory) {
      return tau * squaredVelocity(rollout, t, trajectory) / (2 * meanSquares[t]);
    }

    @Override
    double addedGradient(Rollout rollout, int t, int trajectory, int d) {
      return tau * velocity(rollout, t, trajectory, d) / meanSquares[t];
    }

    private static double squaredVelocity(Rollout rollout, int t, int trajectory) {
      double sum = 0;
      for (int d = 0; d < rollout.states().columns(); d++) {
        double velocity = velocity(rollout, t, trajectory, d);
        sum += velocity * velocity;
      }
      return sum;
    }

    private static double velocity(Rollout rollout, int t, int trajectory, int d) {
      Matrix x = rollout.states();
      int row = t * rollout.batch() + trajectory;
      return (double) x.get(row + rollout.batch(), d) - x.get(row, d);
    }
  }

  /**
   * {@code -tau log r(x_t | x_{t+1})} with the DDPM noising kernel {@code r = N(sqrt(alpha)
   * x_{t+1}, beta I)}: together with the entropy an upper bound of {@code tau KL(pi(x_T) || q)}.
   */
  private static final class Noising extends TransitionCost {
    private final double[] keep;
    private final double[] beta;

    Noising(double tau, NoiseSchedule schedule) {
      super(tau);
      keep = new double[schedule.steps()];
      beta = new double[schedule.steps()];
      for (int t = 0; t < keep.length; t++) {
        keep[t] = StrictMath.sqrt(schedule.alpha(t));
        beta[t] = schedule.beta(t);
      }
    }

    @Override
    double added(Rollout rollout, int t, int trajectory) {
      int dimension = rollout.states().columns();
      double squares = 0;
      for (int d = 0; d < dimension; d++) {
        double residual = residual(rollout, t, trajectory, d);
        squares += residual * residual;
      }
      double normalizer = dimension * StrictMath.log(2 * StrictMath.PI * beta[t]);
      return 0.5 * tau * (squares / beta[t] + normalizer);
    }

    @Override
    double addedGradient(Rollout rollout, int t, int trajectory, int d) {
      return -tau * keep[t] * residual(rollout, t, trajectory, d) / beta[t];
    }

    private double residual(Rollout rollout, int t, int trajectory, int d) {
      Matrix x = rollout.states();
      int row = t * rollout.batch() + trajectory;
      return x.get(row, d) - keep[t] * x.get(row + rollout.batch(), d);
    }
  }
}
