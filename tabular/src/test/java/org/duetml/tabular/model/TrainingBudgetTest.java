package org.duetml.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.data.Distributions;
import org.duetml.model.DuetModel;
import org.junit.jupiter.api.Test;

class TrainingBudgetTest {
  private static final DataSource DATA = Distributions.named("8gaussians");

  private static DuetConfig wanted() {
    return DuetConfig.defaults()
        .with(
            Map.ofEntries(
                Map.entry("sampler.width", 16),
                Map.entry("sampler.noise-min", 0.1),
                Map.entry("energy.fourier-scale", 1.0),
                Map.entry("energy.width", 16),
                Map.entry("pretrain.iterations", 400),
                Map.entry("pretrain.batch", 16),
                Map.entry("warm-start.iterations", 100),
                Map.entry("warm-start.value-iterations", 0),
                Map.entry("warm-start.pool", 200),
                Map.entry("gcd.iterations", 0),
                Map.entry("calibration.iterations", 200),
                Map.entry("calibration.noising-iterations", 100),
                Map.entry("calibration.pool", 200),
                Map.entry("calibration.normalizer-draws", 20_000)));
  }

  private static DuetConfig pretrainingOnly() {
    return wanted()
        .with(
            Map.of(
                "warm-start.iterations", 0,
                "calibration.iterations", 0,
                "calibration.noising-iterations", 0,
                "calibration.normalizer-draws", 0));
  }

  /** A clock that goes on by a second whenever it is read: once for every iteration. */
  private static LongSupplier ticking() {
    long[] time = {0};
    return () -> time[0] += 1_000_000_000L;
  }

  private static TrainingBudget.Settled settle(DuetConfig wanted, int seconds) {
    return TrainingBudget.settle(DATA, wanted, Duration.ofSeconds(seconds), ticking());
  }

  @Test
  void aTrainingThatFitsIsLeftAsItWas() {
    // Pretraining is tried for 134 s, everything for a few more; 400 s and a little are needed, and
    // of 750 s, 0.75 * 60 + 0.9 * 690 = 666 s are for training.
    TrainingBudget.Settled settled = settle(pretrainingOnly(), 750);

    assertEquals(pretrainingOnly(), settled.config());
    assertEquals("", settled.changes());
  }

  @Test
  void whatIsLeftAfterThePilotsIsFilledWithIterations() {
    // 0.75 * 60 + 0.9 * 240 = 261 s are for training, a fifth of them for a pilot of pretraining:
    // it ends after 53 iterations, having read the clock 54 times. The next reading
    // begins the pilot of everything: ready, two iterations, its end are 4 s, of which 2 s are no
    // iterations'. The last one is for what is left: 261 - 54 - 5 - 1 s; less 2 s, 199 iterations.
    TrainingBudget.Settled settled = settle(pretrainingOnly(), 300);

    assertEquals(199, settled.config().pretrain().iterations());
    assertEquals("pretrain.iterations 199 in place of 400", settled.changes());
  }

  @Test
  void whatCannotBeMetStillTrainsALittle() {
    TrainingBudget.Settled settled = settle(pretrainingOnly(), 5);

    assertEquals(4, settled.config().pretrain().iterations()); // 1 % of 400
    assertEquals(
        "pretrain.iterations 4 in place of 400 (1 %, the fewest: this will take longer)",
        settled.changes());
  }

  @Test
  void withoutTimeForLogZTheEnergyIsNotLearnedEither() {
    // A second for 2000 draws and one for annealing, which in full takes 4.4 s: 20,000 draws take
    // 14.4 s in all, more than a quarter of what pilots leave of 96 s.
    TrainingBudget.Settled settled = settle(wanted(), 117);

    assertFalse(Iterations.estimatesLogNormalizer(settled.config()));
    assertEquals(0, settled.config().warmStart().iterations());
    assertTrue(
        settled
            .changes()
            .endsWith(
                "warm-start.iterations 0 in place of 100, calibration.iterations 0 in place of 200,"
                    + " calibration.noising-iterations 0 in place of 100,"
                    + " calibration.normalizer-draws 0 in place of 20000 (no log_density: there is"
                    + " no time for log Z)"),
        settled.changes());
  }

  @Test
  void logZGetsAQuarterOfTheTime() {
    TrainingCost cost = new TrainingCost(1000, 5, 0.001, 10);
    DuetConfig wanted = wanted();

    assertEquals(20_000, TrainingBudget.draws(wanted, cost, 120));
    assertEquals(15_000, TrainingBudget.draws(wanted, cost, 100));
    assertEquals(0, TrainingBudget.draws(wanted, cost, 60)); // 5000 would be too few
  }

  @Test
  void allIterationsAreCutByOneFactor() {
    // 102.5 s, less 5 s of fixed cost and 25 s for log Z, are 0.0725 of 1000 s; rounded up.
    TrainingCost cost = new TrainingCost(1000, 5, 0.001, 10);
    DuetConfig wanted = wanted();
    TrainingBudget.Settled settled =
        TrainingBudget.cut(wanted, Iterations.withDraws(wanted, 15_000), cost, 102.5);

    assertEquals(
        "pretrain.iterations 29 in place of 400, warm-start.iterations 8 in place of 100,"
            + " calibration.iterations 15 in place of 200, calibration.noising-iterations 8 in"
            + " place of 100, calibration.normalizer-draws 15000 in place of 20000",
        settled.changes());
  }

  @Test
  void lengthsAreSettledOnceAndGiveTheSameModel() {
    DuetConfig open =
        pretrainingOnly().with(Map.of("sampler.noise-min", 0, "pretrain.iterations", 60));
    DuetConfig settled = settle(open, 1000).config();

    assertTrue(settled.sampler().noiseMin() > 0);
    DuetModel expected = Duet.train(DATA, open);
    DuetModel model = Duet.train(DATA, settled);
    assertEquals(expected.sample(3, 1)[2][1], model.sample(3, 1)[2][1]);
  }
}
