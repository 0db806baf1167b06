package org.duetml.tabular.model;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.energy.Normalizer;

/**
 * Cuts a training to a time. {@linkplain PilotTrainings Pilots} tell what it costs. Where that is
 * too much, the estimate of log Z is given a quarter of the time at most, or left out where even
 * that is too little, and then all iterations are cut by one factor. What was settled is a
 * configuration like any other, so that a training with it gives the same bits again, without a
 * budget and on any machine.
 */
public final class TrainingBudget {
  private static final double SMALLEST_FACTOR = 0.01;

  /** The parts of the first minute and of all later ones that scorer and comparison may take. */
  private static final double OTHER_PART = 0.25;

  private static final double OTHER_PART_BEYOND = 0.1;

  /** The part of the time for training that log Z may take where not everything fits. */
  private static final double LOG_NORMALIZER_PART = 0.25;

  /** With fewer draws, log Z is rarely reliable. */
  private static final int FEWEST_DRAWS = 10 * Normalizer.FEWEST_DRAWS;

  private TrainingBudget() {}

  /**
   * A configuration that fits a time.
   *
   * @param config all that was decided
   * @param changes what was cut, for users; empty if nothing was
   */
  public record Settled(DuetConfig config, String changes) {}

  /**
   * Settles the iterations.
   *
   * @param data what will be learned
   * @param wanted with the wanted iterations
   * @param budget for all of the training
   * @param nanoTime the clock, {@link System#nanoTime}
   * @return a configuration with as many iterations, or fewer, and nothing left to the data
   */
  public static Settled settle(
      DataSource data, DuetConfig wanted, Duration budget, LongSupplier nanoTime) {
    long begin = nanoTime.getAsLong();
    double seconds = forTraining(budget.toNanos() / 1e9);
    DuetConfig config = Duet.settle(data, wanted);
    PilotTrainings pilots = new PilotTrainings(data, seconds, nanoTime);
    double pretraining = pilots.pretraining(config);
    TrainingCost cost = pilots.cost(config, pretraining);
    double left = seconds - (nanoTime.getAsLong() - begin) / 1e9;
    if (fits(config, cost, left)) {
      return new Settled(config, "");
    }
    int draws = draws(config, cost, left);
    if (draws == 0 && Iterations.estimatesLogNormalizer(config)) {
      config = Iterations.withoutDensity(config);
      cost = pilots.cost(config, pretraining);
      left = seconds - (nanoTime.getAsLong() - begin) / 1e9;
    } else {
      config = Iterations.withDraws(config, draws);
    }
    return cut(wanted, config, cost, left);
  }

  private static double forTraining(double seconds) {
    double beyond = Math.max(0, seconds - 60);
    return (1 - OTHER_PART) * (seconds - beyond) + (1 - OTHER_PART_BEYOND) * beyond;
  }

  /** Whether everything does. */
  static boolean fits(DuetConfig config, TrainingCost cost, double left) {
    int draws = config.calibration().normalizerDraws();
    return cost.fixed() + cost.iterations() + cost.logNormalizer(draws) <= left;
  }

  /** As many draws for log Z as there is time for; 0 where that is too few. */
  static int draws(DuetConfig config, TrainingCost cost, double left) {
    int wanted = config.calibration().normalizerDraws();
    double most = (LOG_NORMALIZER_PART * left - cost.annealing()) / cost.perDraw();
    if (wanted <= most || !Iterations.estimatesLogNormalizer(config)) {
      return wanted;
    }
    return most < FEWEST_DRAWS ? 0 : (int) most;
  }

  /** All iterations cut by one factor. */
  static Settled cut(DuetConfig wanted, DuetConfig config, TrainingCost cost, double left) {
    double logNormalizer = cost.logNormalizer(config.calibration().normalizerDraws());
    double factor = (left - cost.fixed() - logNormalizer) / cost.iterations();
    DuetConfig settled =
        factor >= 1 ? config : Iterations.scaled(config, Math.max(SMALLEST_FACTOR, factor));
    String tooShort = factor < SMALLEST_FACTOR ? " (1 %, the fewest: this will take longer)" : "";
    boolean density =
        Iterations.estimatesLogNormalizer(wanted) && !Iterations.estimatesLogNormalizer(settled);
    String noDensity = density ? " (no log_density: there is no time for log Z)" : "";
    return new Settled(settled, Iterations.changes(wanted, settled) + noDensity + tooShort);
  }
}
