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
                "calibration.noising-iterations", 0));
  }

  /** A clock by which every pilot takes the same time, whatever it does. */
  private static LongSupplier clock(double secondsPerPilot) {
    long[] time = {0};
    return () -> time[0] += (long) (secondsPerPilot * 1e9);
  }

  @Test
  void pilotsOfOneTimeAreMostlyFixedCost() {
    // Pilots of 0.5, 1 and 2 % take 1 s each, a quarter of the time. Of the last, 0.2 s are taken
    // to be due to its
    // iterations: all would take 10 s, and 0.8 s come on top. 0.75 * 10 s - 3 s - 0.8 s = 3.7 s are
    // left.
    TrainingBudget.Settled settled =
        TrainingBudget.settle(DATA, wanted(), Duration.ofSeconds(10), clock(1));

    assertEquals(148, settled.config().pretrain().iterations());
    assertEquals("pretrain.iterations 148 in place of 400", settled.changes());
  }

  @Test
  void shortPilotsLeaveEverythingAsItWas() {
    // Pilots of 0.5, 1, 2, ... 64 % all take 1 s, 8 s of 100 s.
    DuetConfig wanted = wanted();
    TrainingBudget.Settled settled =
        TrainingBudget.settle(DATA, wanted, Duration.ofSeconds(100), clock(1));

    assertSame(wanted, settled.config());
    assertEquals("", settled.changes());
  }

  @Test
  void whatCannotBeMetStillTrainsALittle() {
    DuetConfig settled =
        TrainingBudget.settle(DATA, wanted(), Duration.ofSeconds(1), clock(50)).config();

    assertEquals(4, settled.pretrain().iterations()); // 1 % of 400
  }
}
