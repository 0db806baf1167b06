package org.duetml.gcd;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.duetml.config.DuetConfig;
import org.duetml.data.StandardizedData;
import org.duetml.diffusion.AnalyticSigma;
import org.duetml.diffusion.DenoisingTrainer;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.InitialSigma;
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

/** Runs the four phases of a training (algorithm section 10), or some of them. */
public final class DuetTrainer {
  /** Trajectories per update of the noising kernel; each brings T transitions. */
  private static final int NOISING_BATCH = 512;

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
    for (Phase phase : EnumSet.allOf(Phase.class)) {
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

  /** Phase 1: the sampler as an ordinary diffusion model, with the best sigmas for its means. */
  private void pretrain() {
    DuetConfig.Pretrain settings = config.pretrain();
    if (settings.iterations() == 0) {
      return;
    }
    DiffusionSampler sampler = players.sampler().copy();
    DenoisingTrainer trainer =
        new DenoisingTrainer(
            sampler.predictor(),
            sampler.schedule(),
            data,
            settings.batch(),
            LearningRate.falling(settings.learningRate(), settings.decay()),
            settings.ema(),
            config.seed(),
            executor);
    for (int iteration = 0; iteration < settings.iterations(); iteration++) {
      double loss = trainer.step(iteration, settings.iterations());
      report(
          Phase.PRETRAIN, iteration + 1, settings.iterations(), () -> Map.of(Signals.LOSS, loss));
    }
    DiffusionSampler trained = DiffusionSampler.of(sampler.schedule(), trainer.average());
    setSigmas(trained);
    players = players.withPretrained(trained);
  }

  private void setSigmas(DiffusionSampler sampler) {
    InitialSigma kind = config.sampler().initialSigma();
    if (kind == InitialSigma.ANALYTIC) {
      AnalyticSigma.set(sampler, data, config.seed(), executor);
    } else if (kind == InitialSigma.SMALL) {
      for (int t = 0; t < sampler.steps(); t++) {
        double floor = config.sampler().sigmaMin();
        sampler.setSigma(t, Math.max(floor, sampler.schedule().posteriorSigma(t)));
      }
    }
  }

  /** Phase 2: the energy, then the values, with the sampler frozen. */
  private void warmStart() {
    DuetConfig.WarmStart settings = config.warmStart();
    if (settings.iterations() > 0 && hasDensity(Phase.WARM_START)) {
      WeightedSamples pool = ProposalPool.draw(players, settings.pool(), config.seed(), executor);
      fitEnergy(
          Phase.WARM_START,
          pool,
          settings.iterations(),
          settings.batch(),
          settings.learningRate(),
          config.seed());
    }
  }

  /** Phase 3. */
  private void play() {
    DuetConfig.Gcd settings = config.gcd();
    if (settings.iterations() == 0) {
      return;
    }
    GcdTrainer game = new GcdTrainer(players, data, config, executor);
    int warmUp = config.warmStart().valueIterations();
    game.warmUpValues(warmUp, done -> report(Phase.WARM_START, done, warmUp, game::valueSignals));
    GameGuard guard = new GameGuard(players, data, config.seed(), executor);
    game.play(done -> watch(game, guard, done));
    players = guard.prefersEarlier() ? guard.best() : game.averaged();
    if (guard.prefersEarlier()) {
      listener.onMessage(guard.explanation(gameIterations));
    }
  }

  /** After every iteration of the game; decides whether it goes on. */
  private boolean watch(GcdTrainer game, GameGuard guard, int done) {
    int iterations = config.gcd().iterations();
    gameIterations = done;
    listener.onIteration(Phase.GAME, done, iterations);
    if (!isLogged(done, iterations)) {
      return true;
    }
    boolean going = guard.check(game.averaged(), done);
    Map<String, Double> signals = game.signals();
    signals.put(Signals.SLICED_WASSERSTEIN, guard.distance());
    listener.onSignals(Phase.GAME, done, signals);
    return going;
  }

  /** Phase 4: the noising kernel, then the energy, with the sampler frozen. */
  private void calibrate() {
    DuetConfig.Calibration settings = config.calibration();
    if (settings.iterations() == 0 || !hasDensity(Phase.CALIBRATION)) {
      return;
    }
    if (settings.noisingIterations() > 0) {
      learnNoising(settings);
    }
    WeightedSamples pool = ProposalPool.draw(players, settings.pool(), config.seed() + 1, executor);
    fitEnergy(
        Phase.CALIBRATION,
        pool,
        settings.iterations(),
        settings.batch(),
        settings.learningRate(),
        config.seed() + 1);
  }

  private void learnNoising(DuetConfig.Calibration settings) {
    DiffusionSampler sampler = players.sampler();
    NoisingKernel kernel = PlayersFactory.learnedNoising(sampler, config);
    LearningRate rate = LearningRate.falling(settings.noisingLearningRate(), Decay.LINEAR);
    NoisingTrainer trainer = new NoisingTrainer(kernel, NOISING_BATCH, rate, executor);
    Rollout rollout = Rollout.forSampling(sampler, NOISING_BATCH);
    RandomStream stream = RandomStream.of(config.seed(), "noising.rollout");
    int iterations = settings.noisingIterations();
    for (int iteration = 0; iteration < iterations; iteration++) {
      rollout.run(stream, iteration, executor);
      double loss = trainer.step(rollout, iteration, iterations);
      report(Phase.CALIBRATION, iteration + 1, iterations, () -> Map.of(Signals.LOSS, loss));
    }
    players = players.withNoising(kernel);
  }

  private void fitEnergy(
      Phase phase, WeightedSamples pool, int iterations, int batch, double peak, long seed) {
    EnergyModel energy = players.energy();
    LikelihoodTrainer trainer =
        new LikelihoodTrainer(
            energy, data, pool, batch, LearningRate.falling(peak, Decay.LINEAR), seed, executor);
    for (int iteration = 0; iteration < iterations; iteration++) {
      trainer.step(iteration, iterations);
      report(phase, iteration + 1, iterations, () -> likelihoodSignals(trainer));
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

  private boolean hasDensity(Phase phase) {
    if (players.energy().tau() > 0) {
      return true;
    }
    listener.onMessage(
        phase.label() + " skipped: with gcd.tau = 0 the energy has no density to fit");
    return false;
  }

  private boolean report(
      Phase phase, int done, int iterations, Supplier<Map<String, Double>> signals) {
    listener.onIteration(phase, done, iterations);
    if (isLogged(done, iterations)) {
      listener.onSignals(phase, done, signals.get());
    }
    return true;
  }

  private boolean isLogged(int done, int iterations) {
    return done % config.gcd().logEvery() == 0 || done == iterations;
  }
}
