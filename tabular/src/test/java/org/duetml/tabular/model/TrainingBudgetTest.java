package org.duetml.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.data.Distributions;
import org.junit.jupiter.api.Test;

class TrainingBudgetTest {
  private static final DataSource DATA = Distributions.named("8gaussians");

  private static DuetConfig wanted() {
    return DuetConfig.defaults()
        .with(
            Map.of(
                "pretrain.iterations", 400,
                "pretrain.batch", 16,
                "warm-start.iterations", 0,
                "warm-start.value-iterations", 0,
                "gcd.iterations", 0,
                "calibration.iterations", 0,
                "calibration.noising-iterations", 0,
                "calibration.normalizer-draws", 0));
  }

  /** A clock by which every pilot takes the same time, whatever it does. */
  private static LongSupplier everyPilot(double secondsPerPilot) {
    long[] time = {0};
    return () -> time[0] += (long) (secondsPerPilot * 1e9);
  }

  @Test
  void pilotsOfOneTimeAreMostlyFixedCost() {
    // Pilots of 0.5, 1 and 2 % take 1 s each, a quarter of the time. Of the last, 0.2 s are taken
    // to
    // be due to its iterations: all would take 10 s, and 0.8 s come on top. 0.75 * 10 s - 3 s - 0.8
    // s
    // = 3.7 s are left.
    TrainingBudget.Settled settled =
        TrainingBudget.settle(DATA, wanted(), Duration.ofSeconds(10), everyPilot(1));

    assertEquals(148, settled.config().pretrain().iterations());
    assertEquals("pretrain.iterations 148 in place of 400", settled.changes());
  }

  @Test
  void shortPilotsLeaveEverythingAsItWas() {
    // Pilots of 0.5, 1 and 2 % take 1 s each: all iterations take at most 50 s, and 72 s are left.
    DuetConfig wanted = wanted();
    TrainingBudget.Settled settled =
        TrainingBudget.settle(DATA, wanted, Duration.ofSeconds(100), everyPilot(1));

    assertSame(wanted, settled.config());
    assertEquals("", settled.changes());
  }

  /** A clock by which trainings take these seconds, one after the other. */
  private static LongSupplier clock(double... seconds) {
    long[] time = {0};
    int[] calls = {0};
    return () -> time[0] += calls[0]++ % 2 == 0 ? 0 : (long) (1e9 * seconds[calls[0] / 2 - 1]);
  }

  @Test
  void theEstimateOfLogZIsNoCostOfIterations() {
    // With it 5 s, without it 0.2 s: all iterations take at most 0.2 s / 0.005 = 40 s, and
    // 0.75 * 70 s - 5.4 s - 4.8 s = 42.3 s are left. Taken for iterations, 5 s would mean 1000 s.
    DuetConfig wanted =
        wanted().with(Map.of("calibration.iterations", 200, "calibration.normalizer-draws", 1000));
    TrainingBudget.Settled settled =
        TrainingBudget.settle(DATA, wanted, Duration.ofSeconds(70), clock(5, 0.2, 0.2));

    assertSame(wanted, settled.config());
  }

  @Test
  void whatCannotBeMetStillTrainsALittle() {
    TrainingBudget.Settled settled =
        TrainingBudget.settle(DATA, wanted(), Duration.ofSeconds(1), everyPilot(50));

    assertEquals(4, settled.config().pretrain().iterations()); // 1 % of 400
    assertEquals(
        "pretrain.iterations 4 in place of 400 (1 %, the fewest: this will take longer)",
        settled.changes());
  }
}
