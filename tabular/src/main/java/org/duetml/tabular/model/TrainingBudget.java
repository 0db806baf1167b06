package org.duetml.tabular.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;

/**
 * Cuts a training to a time: pilots, each twice as long as the one before, tell what an iteration
 * costs once the virtual machine has compiled it, and what comes on top; then all iterations are
 * cut by one factor. The pilots end as soon as they show that nothing has to be cut. What was
 * settled is a configuration like any other, so that a training with it gives the same bits again,
 * without a budget and on any machine.
 */
public final class TrainingBudget {
  private static final List<String> ITERATIONS =
      List.of(
          "pretrain.iterations",
          "warm-start.iterations",
          "warm-start.value-iterations",
          "gcd.iterations",
          "calibration.iterations",
          "calibration.noising-iterations");

  private static final String NORMALIZER_DRAWS = "calibration.normalizer-draws";

  /** The first pilot, as a part of the wanted iterations. */
  private static final double FIRST_PILOT = 0.005;

  /** All pilots of iterations together may take about this part of the time. */
  private static final double PILOT_PART = 0.25;

  /** Of a pilot's time, the part that at least is due to its iterations. */
  private static final double ITERATING_PART = 0.2;

  private static final double SMALLEST_FACTOR = 0.01;

  /** The part of the time that training may take; the rest is for scorer and comparison. */
  private static final double TRAINING_PART = 0.75;

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
   * @param config with the wanted iterations
   * @param budget for all of the training
   * @param nanoTime the clock, {@link System#nanoTime}
   * @return the same configuration, or one with fewer iterations
   */
  public static Settled settle(
      DataSource data, DuetConfig config, Duration budget, LongSupplier nanoTime) {
    double seconds = budget.toMillis() / 1e3;
    double spent = 0;
    double normalizer = 0;
    DuetConfig iterating = config.with(Map.of(NORMALIZER_DRAWS, 0));
    if (!iterating.equals(config)) {
      // The first of the two also bears what the virtual machine does once.
      double with = seconds(data, scaled(config, FIRST_PILOT), nanoTime);
      double without = seconds(data, scaled(iterating, FIRST_PILOT), nanoTime);
      normalizer = Math.max(0, with - without);
      spent = with + without;
    }
    double perFactor = 0;
    double fixed = 0;
    double earlier = 0;
    double earlierPilot = 0;
    double pilots = 0;
    for (double pilot = FIRST_PILOT;
        pilot < 1 && (pilots == 0 || pilots < PILOT_PART * seconds);
        pilot *= 2) {
      double took = seconds(data, scaled(iterating, pilot), nanoTime);
      pilots += took;
      spent += took;
      double left = TRAINING_PART * seconds - spent - normalizer;
      if (took / pilot <= left) {
        return new Settled(config, "");
      }
      double slope = (took - earlier) / (pilot - earlierPilot);
      perFactor = Math.max(slope, ITERATING_PART * took / pilot);
      fixed = took - perFactor * pilot;
      earlier = took;
      earlierPilot = pilot;
    }
    return cut(config, (TRAINING_PART * seconds - spent - normalizer - fixed) / perFactor);
  }

  private static Settled cut(DuetConfig config, double factor) {
    if (factor >= 1) {
      return new Settled(config, "");
    }
    DuetConfig settled = scaled(config, Math.max(SMALLEST_FACTOR, factor));
    String tooShort = factor < SMALLEST_FACTOR ? " (1 %, the fewest: this will take longer)" : "";
    return new Settled(settled, changes(config, settled) + tooShort);
  }

  private static double seconds(DataSource data, DuetConfig config, LongSupplier nanoTime) {
    long start = nanoTime.getAsLong();
    Duet.train(data, config);
    return (nanoTime.getAsLong() - start) / 1e9;
  }

  private static DuetConfig scaled(DuetConfig config, double factor) {
    Map<String, Object> changes = new LinkedHashMap<>();
    Map<String, Object> values = config.toMap();
    for (String key : ITERATIONS) {
      int wanted = ((Number) values.get(key)).intValue();
      changes.put(key, (int) Math.ceil(wanted * factor));
    }
    return config.with(changes);
  }

  private static String changes(DuetConfig wanted, DuetConfig settled) {
    StringJoiner text = new StringJoiner(", ");
    for (String key : ITERATIONS) {
      Object before = wanted.toMap().get(key);
      Object after = settled.toMap().get(key);
      if (!before.equals(after)) {
        text.add("%s %s in place of %s".formatted(key, after, before));
      }
    }
    return text.toString();
  }
}
