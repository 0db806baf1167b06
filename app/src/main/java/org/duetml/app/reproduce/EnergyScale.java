package org.duetml.app.reproduce;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.duetml.config.DuetConfig;

/**
 * How much work the comparison of energies puts into its cells.
 *
 * @param data names of the mixtures, see {@link EnergyTask#named}
 * @param seeds of every cell
 * @param changes configuration keys of the GCD trainings, by dotted key
 * @param searchShare part of the time of a training that a candidate of the search gets
 * @param samples rows of data, and of the box, that figures are measured with
 */
public record EnergyScale(
    List<String> data,
    List<Long> seeds,
    Map<String, Object> changes,
    double searchShare,
    int samples) {
  /** Seeds of the full run, unless told. */
  public static final int FULL_SEEDS = 3;

  /** From the easy to the hard. */
  private static final List<String> DATA = List.of("8gaussians", "25gaussians", "islands");

  /** Copies. */
  public EnergyScale {
    data = List.copyOf(data);
    seeds = List.copyOf(seeds);
    changes = Map.copyOf(changes);
  }

  /**
   * Trainings about half as long as those of {@code duet train}.
   *
   * @param seeds how many, from 0 on
   * @return 100,000 rows for every figure
   */
  public static EnergyScale full(int seeds) {
    return new EnergyScale(DATA, from0(seeds), shorter(1500, 1000, 1000, 600), 0.5, 100_000);
  }

  /**
   * The same cells in two minutes.
   *
   * @param seeds how many, from 0 on
   * @return 20,000 rows for every figure
   */
  public static EnergyScale quick(int seeds) {
    return new EnergyScale(DATA, from0(seeds), shorter(400, 400, 200, 250), 0.3, 20_000);
  }

  private static Map<String, Object> shorter(
      int pretrain, int warmStart, int game, int calibration) {
    return Map.of(
        "pretrain.iterations", pretrain,
        "warm-start.iterations", warmStart,
        "gcd.iterations", game,
        // A longer average would still hold what the game began with.
        "gcd.ema", 0.998,
        "calibration.iterations", calibration);
  }

  private static List<Long> from0(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  /** The configuration of one seed: one thread per cell. */
  DuetConfig config(long seed) {
    // A game that turns bad counts as one: none is tried again.
    return DuetConfig.defaults()
        .with(changes)
        .with(Map.of("seed", seed, "threads", 1, "guard.tries", 0));
  }
}
