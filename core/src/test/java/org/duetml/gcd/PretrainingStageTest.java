package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.ShortTraining;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.diffusion.AnalyticSigma;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.state.Snapshot;
import org.junit.jupiter.api.Test;

/** When pretraining is called bad: by a loss far above 1, and only if it stays there. */
class PretrainingStageTest {
  private static final double ORDINARY = 0.5;
  private static final double OUTLIER = 1000;
  private static final double ENORMOUS = 1e8;

  private final ShardExecutor executor = new ShardExecutor(1);
  private double rowValue = ORDINARY;

  /** Rows of one number that a test can change; a network that does not learn misses outliers. */
  private final DataSource data =
      new DataSource() {
        @Override
        public String name() {
          return "rows";
        }

        @Override
        public int dimension() {
          return 1;
        }

        @Override
        public void draw(RandomStream stream, long step, Matrix rows, int from, int to) {
          for (int row = from; row < to; row++) {
            rows.set(row, 0, (float) rowValue);
          }
        }
      };

  private PretrainingStage stage(String... changes) {
    DuetConfig config = ShortTraining.ofStandardized(8, 40, 5, changes);
    Players players = PlayersFactory.create(1, config);
    players.sampler().predictor().network().scaleOutput(0.2);
    return new PretrainingStage(players, data, config, executor);
  }

  private PretrainingStage still() {
    return stage("pretrain.learning-rate=0");
  }

  private Health check(Stage stage, double value) {
    rowValue = value;
    stage.step(0);
    assertTrue(stage.isAlive());
    return stage.check(1);
  }

  @Test
  void threeBadLossesInARowAreDivergence() {
    PretrainingStage stage = still();
    assertEquals(Health.GOOD, check(stage, ORDINARY));
    assertEquals(Health.DOUBTFUL, check(stage, OUTLIER));
    assertEquals(Health.DOUBTFUL, check(stage, OUTLIER));
    assertEquals(Health.GOOD, check(stage, ORDINARY));
    assertEquals(Health.DOUBTFUL, check(stage, OUTLIER));
    assertEquals(Health.DOUBTFUL, check(stage, OUTLIER));
    assertEquals(Health.BAD, check(stage, OUTLIER));
  }

  @Test
  void badLossesAreCountedAcrossAnInterruption() {
    PretrainingStage stage = still();
    check(stage, OUTLIER);
    check(stage, OUTLIER);
    Snapshot kept = new Snapshot();
    kept.take(stage);
    PretrainingStage resumed = still();
    kept.restore(resumed);
    assertEquals(Health.BAD, check(resumed, OUTLIER));
  }

  @Test
  void aLossBeyondAMillionIsDivergenceAtOnce() {
    PretrainingStage stage = still();
    rowValue = ENORMOUS;
    stage.step(0);
    assertFalse(stage.isAlive());
    assertTrue(stage.signals().get(Signals.LOSS) > 1e6);
    assertEquals("its loss is " + stage.signals().get(Signals.LOSS), stage.finding());
  }

  @Test
  void analyticSigmasAreThoseOfTheTrainedMeans() {
    PretrainingStage stage = stage("sampler.initial-sigma=analytic");
    stage.step(0);
    DiffusionSampler sampler = stage.finish().sampler();
    DiffusionSampler expected = sampler.copy();
    expected.setSigma(1, 9);
    AnalyticSigma.set(expected, data, 0, executor);
    for (int t = 0; t < 3; t++) {
      assertEquals(expected.sigma(t), sampler.sigma(t));
    }
  }
}
