package org.duetml.diffusion;

import java.util.ArrayList;
import java.util.List;
import org.duetml.kernel.Matrix;
import org.duetml.nn.Parameter;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * A few-step diffusion model as a policy (algorithm section 2): {@code x_0 ~ N(0, I)} and {@code
 * pi(x_{t+1} | x_t) = N(mu(x_t, t), sigma_t^2 I)} with a trained {@code log sigma_t} per step,
 * which is how the sampler controls its entropy.
 */
public final class DiffusionSampler implements Stateful {
  private final NoiseSchedule schedule;
  private final NoisePredictor predictor;
  private final Parameter logSigma;

  private DiffusionSampler(NoiseSchedule schedule, NoisePredictor predictor, Parameter logSigma) {
    this.schedule = schedule;
    this.predictor = predictor;
    this.logSigma = logSigma;
  }

  /**
   * A sampler with {@code sigma_t = sqrt(beta_t)}.
   *
   * @param schedule the noise levels
   * @param predictor a network for the schedule's number of steps
   * @return the sampler; it shares the predictor
   */
  public static DiffusionSampler of(NoiseSchedule schedule, NoisePredictor predictor) {
    if (predictor.steps() != schedule.steps()) {
      throw new IllegalArgumentException(
          "a predictor for %d steps does not fit a schedule of %d"
              .formatted(predictor.steps(), schedule.steps()));
    }
    Parameter logSigma = new Parameter("log_sigma", 1, schedule.steps());
    DiffusionSampler sampler = new DiffusionSampler(schedule, predictor, logSigma);
    for (int t = 0; t < schedule.steps(); t++) {
      sampler.setSigma(t, StrictMath.sqrt(schedule.beta(t)));
    }
    return sampler;
  }

  /**
   * An independent sampler of the same values.
   *
   * @return a deep copy
   */
  public DiffusionSampler copy() {
    return restore(schedule, predictor.copy(), logSigma.value());
  }

  /**
   * A sampler from stored parts.
   *
   * @param schedule the noise levels
   * @param predictor the network
   * @param logSigmas a row of T
   * @return the sampler; it shares the network
   */
  public static DiffusionSampler restore(
      NoiseSchedule schedule, NoisePredictor predictor, Matrix logSigmas) {
    DiffusionSampler sampler = of(schedule, predictor);
    sampler.logSigma.value().copyRows(logSigmas, 0, 0, 1);
    return sampler;
  }

  public NoiseSchedule schedule() {
    return schedule;
  }

  /**
   * T.
   *
   * @return at least 1
   */
  public int steps() {
    return schedule.steps();
  }

  /**
   * D.
   *
   * @return at least 1
   */
  public int dimension() {
    return predictor.network().inputs();
  }

  /**
   * The network.
   *
   * @return shared, not a copy
   */
  public NoisePredictor predictor() {
    return predictor;
  }

  /**
   * The logarithms of the sigmas, a row of T.
   *
   * @return shared, not a copy
   */
  public Parameter logSigma() {
    return logSigma;
  }

  /**
   * The standard deviation of the transition from step t.
   *
   * @param t from 0 to T - 1
   * @return above 0
   */
  public double sigma(int t) {
    return StrictMath.exp(logSigma.value().get(0, t));
  }

  /**
   * Sets the standard deviation of the transition from step t.
   *
   * @param t from 0 to T - 1
   * @param sigma above 0
   */
  public void setSigma(int t, double sigma) {
    if (!(sigma > 0)) {
      throw new IllegalArgumentException(
          "sigma of step " + t + " = " + sigma + ": expected above 0");
    }
    logSigma.value().set(0, t, (float) StrictMath.log(sigma));
  }

  /**
   * Keeps every sigma within bounds.
   *
   * @param smallest above 0
   * @param largest above the smallest
   */
  public void clampSigmas(double smallest, double largest) {
    float low = (float) StrictMath.log(smallest);
    float high = (float) StrictMath.log(largest);
    for (int t = 0; t < steps(); t++) {
      float value = logSigma.value().get(0, t);
      logSigma.value().set(0, t, Math.min(high, Math.max(low, value)));
    }
  }

  /**
   * The differential entropy of the transition from step t, {@code D (log sigma + log(2 pi e) /
   * 2)}.
   *
   * @param t from 0 to T - 1
   * @return in nats
   */
  public double entropy(int t) {
    double constant = 0.5 * StrictMath.log(2 * StrictMath.PI * StrictMath.E);
    return dimension() * (logSigma.value().get(0, t) + constant);
  }

  /** The network and log sigma. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("predictor", predictor.network());
    visitor.floats(logSigma.name(), logSigma.value().values());
  }

  /**
   * Everything that learns: the network's parameters, then log sigma.
   *
   * @return in a fixed order
   */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(predictor.network().parameters());
    all.add(logSigma);
    return all;
  }
}
