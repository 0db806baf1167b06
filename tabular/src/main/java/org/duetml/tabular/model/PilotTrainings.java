package org.duetml.tabular.model;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.data.StandardizedData;
import org.duetml.energy.AnnealedImportanceSampling;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.NormalizerEstimate;
import org.duetml.gcd.Phase;
import org.duetml.gcd.Players;
import org.duetml.gcd.TrainingStoppedException;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.duetml.state.Snapshot;

/**
 * Finds out what a training costs by trying. Pretraining, the most of it, is begun as it will be
 * and stopped when its iterations are timed: the first hundred are slow, as the virtual machine
 * still compiles. Everything else is timed in trainings with a small part of the iterations.
 *
 * @param data what will be learned
 * @param seconds that are left for the whole training
 * @param nanoTime the clock, {@link System#nanoTime}
 */
record PilotTrainings(DataSource data, double seconds, LongSupplier nanoTime) {
  /** Iterations of pretraining after which their time is known, and before which it is not. */
  private static final int ENOUGH = 200;

  private static final int TOO_FEW = 50;

  /** Parts of the time that pilots may take: pretraining, and everything. */
  private static final double PRETRAINING_PART = 0.2;

  private static final double ALL_PART = 0.1;

  /** The first pilot of everything has this part of the iterations; the next twice as many. */
  private static final double FIRST_PILOT = 0.005;

  private static final double LARGEST_PILOT = 0.08;

  /** Few enough to take no time to speak of, and enough to tell how long more take. */
  private static final int DRAWS = 2000;

  private static final int CHAINS = 256;

  private static final int ROWS = 1000;

  /** Annealing begins with a run of its own that finds the step sizes. */
  private static final double ANNEALING_RATIO =
      (double) (AnnealedImportanceSampling.PILOT + NormalizerEstimate.CHAINS)
          / (AnnealedImportanceSampling.PILOT + CHAINS);

  /**
   * Tries pretraining.
   *
   * @param config with no length left to the data
   * @return seconds that all its iterations are expected to take
   */
  double pretraining(DuetConfig config) {
    int iterations = config.pretrain().iterations();
    if (iterations == 0) {
      return 0;
    }
    StageTimer timer = new StageTimer(nanoTime);
    try {
      Duet.train(data, config, timer, new Stop(timer, PRETRAINING_PART * seconds));
    } catch (TrainingStoppedException _) {
      // It was to be.
    }
    return iterations * timer.secondsPerIteration(Phase.PRETRAIN);
  }

  /**
   * Tries everything.
   *
   * @param config with no length left to the data
   * @param pretraining seconds of {@link #pretraining}
   * @return what a training is expected to take
   */
  TrainingCost cost(DuetConfig config, double pretraining) {
    DuetConfig withoutDraws = Iterations.withDraws(config, 0);
    double spent = 0;
    double part = FIRST_PILOT;
    Pilot pilot;
    do {
      pilot = pilot(withoutDraws, part);
      spent += pilot.seconds();
      part *= 2;
    } while (pilot.others() > 0 && part <= LARGEST_PILOT && spent < ALL_PART * seconds);
    double others = pilot.others() * Iterations.ratio(config, pilot.config());
    return withLogNormalizer(config, pretraining + others, pilot);
  }

  /** Ends a pilot of pretraining. */
  private record Stop(StageTimer timer, double seconds) implements Checkpoints {
    @Override
    public Optional<Snapshot> latest() {
      return Optional.empty();
    }

    @Override
    public boolean isDue() {
      return false;
    }

    @Override
    public void save(Snapshot state) {}

    @Override
    public boolean isStopping() {
      int iterations = timer.iterations(Phase.PRETRAIN);
      return iterations >= ENOUGH
          || iterations >= TOO_FEW && timer.seconds(Phase.PRETRAIN) >= seconds;
    }
  }

  /**
   * A training with few iterations.
   *
   * @param config of it
   * @param model it left
   * @param seconds it took
   * @param pretraining of these, for iterations of pretraining
   * @param others of these, for iterations of the other phases
   */
  private record Pilot(
      DuetConfig config, DuetModel model, double seconds, double pretraining, double others) {
    double fixed() {
      return seconds - pretraining - others;
    }
  }

  private Pilot pilot(DuetConfig wanted, double part) {
    DuetConfig config = Iterations.scaled(wanted, part);
    StageTimer timer = new StageTimer(nanoTime);
    long begin = nanoTime.getAsLong();
    DuetModel model = Duet.train(data, config, timer);
    double took = since(begin);
    double pretraining = timer.seconds(Phase.PRETRAIN);
    double others =
        timer.seconds(Phase.WARM_START)
            + timer.seconds(Phase.GAME)
            + timer.seconds(Phase.CALIBRATION);
    return new Pilot(config, model, took, pretraining, others);
  }

  private TrainingCost withLogNormalizer(DuetConfig config, double iterations, Pilot pilot) {
    if (!Iterations.estimatesLogNormalizer(config)) {
      return new TrainingCost(iterations, pilot.fixed(), 0, 0);
    }
    Players players = pilot.model().players();
    long seed = config.seed();
    try (ShardExecutor executor =
        config.threads() == 0 ? ShardExecutor.ofAllCores() : new ShardExecutor(config.threads())) {
      // The first is slow, as the virtual machine still compiles.
      NormalizerEstimate.byPaths(players, DRAWS, seed, executor);
      long begin = nanoTime.getAsLong();
      NormalizerEstimate.byPaths(players, DRAWS, seed, executor);
      double perDraw = since(begin) / DRAWS;
      Matrix rows =
          new StandardizedData(data, pilot.model().standardization())
              .sample(RandomStream.of(seed, "pilot.data"), 0, ROWS, executor);
      begin = nanoTime.getAsLong();
      AnnealedImportanceSampling.logWeights(players.energy(), rows, CHAINS, seed, executor);
      double annealing = ANNEALING_RATIO * since(begin);
      return new TrainingCost(iterations, pilot.fixed(), perDraw, annealing);
    }
  }

  private double since(long begin) {
    return (nanoTime.getAsLong() - begin) / 1e9;
  }
}
