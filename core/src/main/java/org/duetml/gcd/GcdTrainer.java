package org.duetml.gcd;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.duetml.config.DuetConfig;
import org.duetml.config.DuetConfig.SamplerStep;
import org.duetml.data.DataSource;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.Rollout;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.LearningRate;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * The game of Generalized Contrastive Divergence: {@code min over E, max over pi: KL(p || q) -
 * KL(pi || q)} (GCD equation 3; algorithm sections 1 and 3). The energy learns to tell data from
 * samples, the sampler learns to reach low energy at high entropy, the value network carries the
 * energy back to the sampler's earlier steps.
 */
public final class GcdTrainer implements Stateful {
  private final Players players;
  private final Players averaged;
  private final DuetConfig.Gcd settings;
  private final ShardExecutor executor;
  private final RandomStream rolloutStream;
  private final RandomStream warmUpStream;
  private final Rollout rollout;
  private final TransitionCost transitionCost;
  private final TerminalCost terminal;
  private final EnergyStep energyStep;
  private final Advantages advantages;
  private final PolicyStep samplerStep;
  private final Averages averages;
  private final LearningRate energyRate;
  private final LearningRate valueRate;
  private final LearningRate samplerRate;
  private final LearningRate sigmaRate;

  /**
   * A game that has not begun.
   *
   * @param players changed in place
   * @param data standardised rows
   * @param config sections sampler, gcd and ppo
   * @param executor shares the work
   */
  public GcdTrainer(Players players, DataSource data, DuetConfig config, ShardExecutor executor) {
    this.players = players;
    this.executor = executor;
    settings = config.gcd();
    averaged = players.copy();
    averages = new Averages(averaged, players, settings.ema());
    rolloutStream = RandomStream.of(config.seed(), "game.rollout");
    warmUpStream = RandomStream.of(config.seed(), "warm-start.rollout");

    int batch = settings.batch();
    DiffusionSampler sampler = players.sampler();
    boolean byGradient = settings.samplerStep() == SamplerStep.VALUE_GRADIENT;
    transitionCost = TransitionCost.of(settings.runningCost(), settings.tau(), sampler.schedule());
    rollout =
        byGradient ? Rollout.forTraining(sampler, batch) : Rollout.forSampling(sampler, batch);
    terminal = new TerminalCost(players.energy(), batch, byGradient, executor);
    energyStep =
        new EnergyStep(
            players.energy(),
            data,
            batch,
            settings.gamma(),
            settings.beta1(),
            config.seed(),
            executor);
    PolicyOptimizer optimizer =
        new PolicyOptimizer(
            sampler,
            settings.beta1(),
            settings.clip(),
            config.sampler().sigmaMin(),
            config.sampler().sigmaMax(),
            executor);
    advantages = advantages();
    samplerStep =
        byGradient
            ? new ValueGradientStep(
                sampler, players.value(), transitionCost, terminal, optimizer, batch, executor)
            : new PpoStep(
                sampler,
                advantages,
                ppo(config),
                settings.tau(),
                players.energy().scale(),
                optimizer,
                batch,
                config.seed(),
                executor);
    energyRate = rate(settings.energyLearningRate());
    valueRate = rate(settings.valueLearningRate());
    samplerRate = rate(settings.samplerLearningRate());
    sigmaRate = rate(settings.sigmaLearningRate());
  }

  private Advantages advantages() {
    int batch = settings.batch();
    return settings.samplerStep().usesValues()
        ? new ValueStep(
            players.value(),
            transitionCost,
            settings.lambda(),
            settings.targetEma(),
            batch,
            executor)
        : new MonteCarloReturns(transitionCost, players.sampler().steps(), batch);
  }

  /** The plain policy gradient is one pass over each rollout, in which no ratio leaves 1. */
  private static DuetConfig.Ppo ppo(DuetConfig config) {
    DuetConfig.Ppo given = config.ppo();
    return config.gcd().samplerStep() == SamplerStep.POLICY_GRADIENT
        ? new DuetConfig.Ppo(1, 1, given.clip(), given.advantageScale())
        : given;
  }

  private LearningRate rate(double peak) {
    return new LearningRate(peak, settings.decay(), settings.decayFrom(), settings.warmUp());
  }

  /**
   * Prepares the value network for the game: value steps alone, at the game's full rate, with
   * energy and sampler as they are.
   *
   * @param iterations how many
   * @param watcher is called after each
   */
  public void warmUpValues(int iterations, Runnable watcher) {
    for (int iteration = 0; iteration < iterations; iteration++) {
      warmUpValues(iteration);
      watcher.run();
    }
  }

  /** One iteration of it. */
  void warmUpValues(int iteration) {
    rollout.run(warmUpStream, iteration, executor);
    terminal.run(rollout);
    advantages.update(rollout, terminal, settings.valueLearningRate());
  }

  /**
   * Plays the game.
   *
   * @param watcher is asked after each iteration whether to go on
   */
  public void play(BooleanSupplier watcher) {
    boolean going = true;
    for (int iteration = 0; iteration < settings.iterations() && going; iteration++) {
      play(iteration);
      going = watcher.getAsBoolean();
    }
  }

  /** One iteration: rollout, the moves of energy, values and sampler, the averages. */
  void play(int iteration) {
    rollOut(iteration);
    moveEnergy(iteration);
    moveValues(iteration);
    moveSampler(iteration);
    averages.update(executor);
  }

  void rollOut(int iteration) {
    rollout.run(rolloutStream, iteration, executor);
  }

  void moveEnergy(int iteration) {
    energyStep.update(rollout, iteration, energyRate.at(iteration, settings.iterations()));
  }

  /** With the energies of the rollout's samples by the energy as it is now. */
  void moveValues(int iteration) {
    terminal.run(rollout);
    advantages.update(rollout, terminal, valueRate.at(iteration, settings.iterations()));
  }

  void moveSampler(int iteration) {
    int iterations = settings.iterations();
    samplerStep.update(
        rollout,
        iteration,
        samplerRate.at(iteration, iterations),
        sigmaRate.at(iteration, iterations));
  }

  /** Everything but the players, which are their owner's. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("energy-step", energyStep);
    visitor.part("advantages", advantages);
    visitor.part("transition-cost", transitionCost);
    visitor.part("sampler-step", samplerStep);
    visitor.part("averages", averages);
  }

  /**
   * The players to use: the moving averages of all weights.
   *
   * @return change with every iteration
   */
  public Players averaged() {
    averages.refresh();
    return averaged;
  }

  /** Mean energy of the last iteration's data. */
  double dataEnergy() {
    return energyStep.dataEnergy();
  }

  /** Mean energy of the last iteration's samples. */
  double sampleEnergy() {
    return energyStep.sampleEnergy();
  }

  /**
   * What the last iteration tells about the health of the game, under the names of {@link Signals}.
   *
   * @return in a stable order
   */
  public Map<String, Double> signals() {
    Map<String, Double> signals = new LinkedHashMap<>();
    double data = energyStep.dataEnergy();
    double samples = energyStep.sampleEnergy();
    signals.put(Signals.ENERGY_DATA, data);
    signals.put(Signals.ENERGY_SAMPLES, samples);
    signals.put(Signals.ENERGY_GAP, samples - data);
    signals.put(Signals.AUROC_DATA_SAMPLES, energyStep.auroc());
    signals.put(Signals.GRADIENT_NORM_ENERGY, energyStep.gradientNorm());
    advantages.addSignals(signals);
    samplerStep.addSignals(signals);
    double entropy = 0;
    for (int t = 0; t < players.sampler().steps(); t++) {
      signals.put(Signals.SIGMA_PREFIX + t, players.sampler().sigma(t));
      entropy += players.sampler().entropy(t);
    }
    signals.put(Signals.ENTROPY, entropy);
    return signals;
  }

  /**
   * What the last value step tells, for the warm-up of the values.
   *
   * @return in a stable order
   */
  public Map<String, Double> valueSignals() {
    Map<String, Double> signals = new LinkedHashMap<>();
    advantages.addSignals(signals);
    return signals;
  }

  /** Whether the loss of the values is a number; true where there are no values. */
  boolean valuesAreFinite() {
    return advantages.isFinite();
  }
}
