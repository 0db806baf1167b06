package org.duetml.gcd;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.duetml.config.DuetConfig;
import org.duetml.data.StandardizedData;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.diffusion.NoisingTrainer;
import org.duetml.diffusion.Rollout;
import org.duetml.energy.EnergyModel;
import org.duetml.energy.LikelihoodTrainer;
import org.duetml.energy.WeightedSamples;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Decay;
import org.duetml.nn.LearningRate;

/**
 * Runs the four phases of a training (algorithm section 10), or some of them. Not thread-safe; a
 * trainer runs once.
 */
public final class DuetTrainer {
  /** Trajectories per update of the noising kernel; each brings T transitions. */
  private static final int NOISING_BATCH = 512;

  /** What the streams of the proposals are called. */
  private static final String POOL = "pool";

  private final StandardizedData data;
  private final DuetConfig config;
  private final ShardExecutor executor;
  private final TrainingListener listener;
  private Players players;
  private int gameIterations;

  /**
   * A training that has not begun.
   *
   * @param players new or from an earlier training; not changed
   * @param data standardised rows
   * @param config all of it
   * @param executor shares the work
   * @param listener watches
   */
  public DuetTrainer(
      Players players,
      StandardizedData data,
      DuetConfig config,
      ShardExecutor executor,
      TrainingListener listener) {
    this.players = players.copy();
    this.data = data;
    this.config = config;
    this.executor = executor;
    this.listener = listener;
  }

  /**
   * Runs the given phases in their order.
   *
   * @param phases which; a phase of 0 iterations is skipped
   * @return the trained players
   */
  public Players run(Set<Phase> phases) {
    for (Phase phase : Phase.values()) {
      if (phases.contains(phase)) {
        switch (phase) {
          case PRETRAIN -> pretrain();
          case WARM_START -> warmStart();
          case GAME -> play();
          case CALIBRATION -> calibrate();
        }
      }
    }
    return players;
  }

  /**
   * How many iterations of the game were played.
   *
   * @return 0 before the game
   */
  public int gameIterations() {
    return gameIterations;
  }

  private PhaseProgress progress(Phase phase, int iterations) {
    return new PhaseProgress(phase, iterations, config.gcd().logEvery(), listener);
  }

  private void pretrain() {
    int iterations = config.pretrain().iterations();
    if (iterations > 0) {
      PhaseProgress progress = progress(Phase.PRETRAIN, iterations);
      DiffusionSampler trained =
          Pretraining.run(players.sampler(), data, config, executor, progress);
      players = players.withPretrained(trained);
    }
  }

  /** The energy, then the values, with the sampler frozen. */
  private void warmStart() {
    DuetConfig.WarmStart settings = config.warmStart();
    int fitting = hasDensity(Phase.WARM_START, settings.iterations()) ? settings.iterations() : 0;
    int values = config.gcd().samplerStep().usesValues() ? settings.valueIterations() : 0;
    PhaseProgress progress = progress(Phase.WARM_START, fitting + values);
    if (fitting > 0) {
      WeightedSamples pool =
          ProposalPool.draw(players, settings.pool(), config.seed(), POOL, executor);
      LearningRate rate = LearningRate.falling(settings.learningRate(), Decay.LINEAR);
      String key = "warm-start.learning-rate";
      fitEnergy(progress, pool, fitting, settings.batch(), rate, key, config.seed());
    }
    GcdTrainer game = new GcdTrainer(players, data, config, executor);
    game.warmUpValues(values, () -> progress.advance(game::valueSignals));
  }

  private void play() {
    int iterations = config.gcd().iterations();
    if (iterations == 0) {
      return;
    }
    GcdTrainer game = new GcdTrainer(players, data, config, executor);
    GameGuard guard = new GameGuard(players, data, config.seed(), executor);
    PhaseProgress progress = progress(Phase.GAME, iterations);
    game.play(() -> !progress.advance() || look(game, guard, progress));
    gameIterations = progress.done();
    players = guard.prefersEarlier() ? guard.best() : game.averaged();
    if (guard.prefersEarlier()) {
      listener.onMessage(guard.explanation(gameIterations));
    }
  }

  /** Logs the game's signals with the guard's measure; returns whether the game should go on. */
  private static boolean look(GcdTrainer game, GameGuard guard, PhaseProgress progress) {
    boolean going = guard.check(game.averaged(), progress.done());
    Map<String, Double> signals = game.signals();
    signals.put(Signals.SLICED_WASSERSTEIN, guard.distance());
    progress.log(signals);
    return going;
  }

  /** The noising kernel, then the energy, with the sampler frozen. */
  private void calibrate() {
    DuetConfig.Calibration settings = config.calibration();
    if (!hasDensity(Phase.CALIBRATION, settings.iterations())) {
      return;
    }
    int noising = settings.noisingIterations();
    PhaseProgress progress = progress(Phase.CALIBRATION, noising + settings.iterations());
    if (noising > 0) {
      learnNoising(progress, noising, settings.noisingLearningRate());
    }
    // Other draws than those of the warm start.
    long seed = config.seed() + 1;
    WeightedSamples pool = ProposalPool.draw(players, settings.pool(), seed, POOL, executor);
    LearningRate rate = LearningRate.falling(settings.learningRate(), Decay.LINEAR);
    String key = "calibration.learning-rate";
    fitEnergy(progress, pool, settings.iterations(), settings.batch(), rate, key, seed);
  }

  private void learnNoising(PhaseProgress progress, int iterations, double peak) {
    DiffusionSampler sampler = players.sampler();
    NoisingKernel kernel = PlayersFactory.learnedNoising(sampler, config);
    LearningRate rate = LearningRate.falling(peak, Decay.LINEAR);
    NoisingTrainer trainer = new NoisingTrainer(kernel, NOISING_BATCH, rate, executor);
    Rollout rollout = Rollout.forSampling(sampler, NOISING_BATCH);
    RandomStream stream = RandomStream.of(config.seed(), "noising.rollout");
    for (int iteration = 0; iteration < iterations; iteration++) {
      rollout.run(stream, iteration, executor);
      double loss = trainer.step(rollout, iteration, iterations);
      progress.advance(() -> Map.of(Signals.LOSS, loss));
      progress.requireFinite(loss, "calibration.noising-learning-rate");
    }
    players = players.withNoising(kernel);
  }

  private void fitEnergy(
      PhaseProgress progress,
      WeightedSamples pool,
      int iterations,
      int batch,
      LearningRate rate,
      String rateKey,
      long seed) {
    EnergyModel energy = players.energy();
    LikelihoodTrainer trainer =
        new LikelihoodTrainer(energy, data, pool, batch, rate, seed, executor);
    for (int iteration = 0; iteration < iterations; iteration++) {
      trainer.step(iteration, iterations);
      progress.advance(() -> likelihoodSignals(trainer));
      progress.requireFinite(trainer.dataEnergy(), rateKey);
    }
    players = players.withEnergy(trainer.average());
  }

  private static Map<String, Double> likelihoodSignals(LikelihoodTrainer trainer) {
    Map<String, Double> signals = new LinkedHashMap<>();
    signals.put(Signals.ENERGY_DATA, trainer.dataEnergy());
    signals.put(Signals.ENERGY_SAMPLES, trainer.sampleEnergy());
    signals.put(Signals.ENERGY_GAP, trainer.sampleEnergy() - trainer.dataEnergy());
    signals.put(Signals.EFFECTIVE_SAMPLE_SIZE, trainer.effectiveFraction());
    signals.put(Signals.GRADIENT_NORM_ENERGY, trainer.gradientNorm());
    return signals;
  }

  /** Whether an energy is to be fitted, and can be. */
  private boolean hasDensity(Phase phase, int iterations) {
    if (iterations > 0 && players.energy().tau() == 0) {
      listener.onMessage(
          phase.label() + " skipped: with gcd.tau = 0 the energy has no density to fit");
    }
    return iterations > 0 && players.energy().tau() > 0;
  }
}
