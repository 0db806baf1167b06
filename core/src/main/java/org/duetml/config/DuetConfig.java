package org.duetml.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duetml.diffusion.InitialSigma;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.kernel.Activation;
import org.duetml.nn.Decay;

/**
 * Everything that decides a training run, with all defaults: this file is their one place. A key is
 * the path of its component, {@code gcd.tau} for {@link Gcd#tau()}.
 *
 * <p>Immutable. Lengths (noise levels, sigmas, Fourier scale) are in units of the standardised
 * data, whose standard deviation is 1; energies in the unit of {@code gcd.tau}.
 *
 * @param seed decides every random number of the run
 * @param threads how many threads; never shows in a result
 * @param sampler the diffusion sampler (the policy)
 * @param pretrain phase 1: the sampler as an ordinary diffusion model
 * @param energy the energy network
 * @param value the value network
 * @param warmStart phase 2: energy and value with the sampler frozen
 * @param gcd phase 3: the game
 * @param ppo the sampler step by proximal policy optimisation
 * @param calibration phase 4: the energy with the sampler frozen
 * @param guard what is done when training diverges
 * @param checkpoint how a training survives an interruption
 * @param evaluate what is measured at the end
 */
public record DuetConfig(
    @Setting(initial = "0", about = "decides every random number of the run") long seed,
    @Setting(
            initial = "0",
            max = 1024,
            about = "number of threads, 0 for all cores; never shows in a result")
        int threads,
    Sampler sampler,
    Pretrain pretrain,
    Energy energy,
    Value value,
    WarmStart warmStart,
    Gcd gcd,
    Ppo ppo,
    Calibration calibration,
    Guard guard,
    Checkpoint checkpoint,
    Evaluate evaluate) {

  /** How the sampler is improved in the game. */
  public enum SamplerStep {
    /** By the gradient of the value network (DxMI). */
    VALUE_GRADIENT,
    /** By proximal policy optimisation with the value network as the baseline (GCD). */
    PPO,
    /** By the plain policy gradient, without a value network. */
    POLICY_GRADIENT;

    /**
     * Whether a value network is learned.
     *
     * @return false for the policy gradient
     */
    public boolean usesValues() {
      return this != POLICY_GRADIENT;
    }
  }

  /** The cost of a transition besides the entropy bonus (algorithm section 3). */
  public enum RunningCost {
    ENTROPY,
    VELOCITY,
    NOISING
  }

  /** Over what the advantages of PPO are scaled to unit standard deviation. */
  public enum AdvantageScale {
    BATCH,
    STEP,
    NONE
  }

  /**
   * The diffusion sampler.
   *
   * @param width units per hidden layer
   * @param layers hidden layers
   * @param activation after every hidden layer
   * @param schedule how the noise levels are spaced
   * @param noiseMin smallest noise level, 0 for the rule
   * @param noiseMax largest noise level
   * @param initialSigma how sigmas start
   * @param sigmaMin lower clamp of sigma
   * @param sigmaMax upper clamp of sigma
   */
  public record Sampler(
      @Setting(initial = "128", min = 1, max = 65536, about = "units per hidden layer") int width,
      @Setting(initial = "3", min = 1, max = 64, about = "hidden layers") int layers,
      @Setting(initial = "silu", about = "function after every hidden layer") Activation activation,
      @Setting(initial = "log-snr", about = "how the noise levels are spaced")
          NoiseSchedule.Kind schedule,
      @Setting(
              initial = "0",
              max = 10,
              about =
                  "smallest noise level sqrt((1 - alpha_bar) / alpha_bar) of log-snr, 0 for the"
                      + " rule by local scale")
          double noiseMin,
      @Setting(
              initial = "5",
              min = 0.01,
              max = 1000,
              about = "largest noise level sqrt((1 - alpha_bar) / alpha_bar) of log-snr")
          double noiseMax,
      @Setting(initial = "analytic", about = "how the transitions' sigmas start")
          InitialSigma initialSigma,
      @Setting(initial = "0.01", min = 1e-6, max = 1, about = "lower clamp of sigma")
          double sigmaMin,
      @Setting(initial = "1.5", min = 1e-3, max = 1000, about = "upper clamp of sigma")
          double sigmaMax) {}

  /**
   * Phase 1: denoising score matching.
   *
   * @param iterations 0 skips the phase
   * @param batch rows per iteration
   * @param learningRate of Adam
   * @param decay how it falls to zero
   * @param ema decay of the weights' moving average
   */
  public record Pretrain(
      @Setting(initial = "3000", max = 1e9, about = "iterations; 0 skips the phase") int iterations,
      @Setting(initial = "2560", min = 1, max = 1e6, about = "rows per iteration") int batch,
      @Setting(initial = "0.002", max = 10, about = "learning rate of Adam") double learningRate,
      @Setting(initial = "linear", about = "how the learning rate falls to zero") Decay decay,
      @Setting(initial = "0.999", max = 0.999999, about = "decay of the weights' moving average")
          double ema) {}

  /**
   * The energy network.
   *
   * @param width units per hidden layer
   * @param layers hidden layers
   * @param activation after every hidden layer
   * @param fourierFeatures random frequencies, 0 for none
   * @param fourierScale standard deviation of the frequencies, 0 for the rule
   * @param scale factor on the network's output
   * @param confinement variance of the quadratic confinement, 0 for none
   */
  public record Energy(
      @Setting(initial = "128", min = 1, max = 65536, about = "units per hidden layer") int width,
      @Setting(initial = "2", min = 1, max = 64, about = "hidden layers") int layers,
      @Setting(initial = "silu", about = "function after every hidden layer") Activation activation,
      @Setting(
              initial = "32",
              max = 65536,
              about = "random Fourier features (sine and cosine each), 0 for none")
          int fourierFeatures,
      @Setting(
              initial = "0",
              max = 1e6,
              about = "standard deviation of their frequencies, 0 for the rule by local scale")
          double fourierScale,
      @Setting(
              initial = "0.05",
              min = 1e-9,
              max = 1e9,
              about = "factor on the networks' output: the unit of energy")
          double scale,
      @Setting(
              initial = "1",
              max = 1e6,
              about = "variance s^2 of the confinement tau |x|^2 / (2 s^2), 0 for none")
          double confinement) {}

  /**
   * The value network; it shares the activation and the Fourier features of the energy.
   *
   * @param width units per hidden layer
   * @param layers hidden layers
   */
  public record Value(
      @Setting(initial = "128", min = 1, max = 65536, about = "units per hidden layer") int width,
      @Setting(initial = "2", min = 1, max = 64, about = "hidden layers") int layers) {}

  /**
   * Phase 2: importance-weighted maximum likelihood of the energy, then regression of the values.
   *
   * @param iterations energy updates, 0 skips
   * @param batch data rows and negatives per update
   * @param learningRate of Adam, falling linearly to zero
   * @param pool negatives drawn once
   * @param valueIterations value updates, 0 skips
   */
  public record WarmStart(
      @Setting(initial = "1000", max = 1e9, about = "energy updates; 0 skips") int iterations,
      @Setting(initial = "512", min = 1, max = 1e6, about = "rows per energy update") int batch,
      @Setting(initial = "0.001", max = 10, about = "learning rate of the energy, falls to zero")
          double learningRate,
      @Setting(initial = "50000", min = 1, max = 1e7, about = "negatives drawn once") int pool,
      @Setting(initial = "200", max = 1e9, about = "value updates; 0 skips") int valueIterations) {}

  /**
   * Phase 3: the game (algorithm section 3).
   *
   * @param steps T
   * @param iterations 0 skips the phase
   * @param batch trajectories per iteration
   * @param tau temperature
   * @param samplerStep how the sampler is improved
   * @param runningCost cost of a transition
   * @param lambda of TD(lambda)
   * @param gamma weight of the squared energies
   * @param energyLearningRate of Adam
   * @param valueLearningRate of Adam
   * @param samplerLearningRate of Adam
   * @param sigmaLearningRate of Adam, 0 freezes the sigmas
   * @param beta1 of Adam for energy and sampler
   * @param decay how the rates fall
   * @param decayFrom fraction of the iterations at full rate
   * @param warmUp iterations of rising rates
   * @param ema decay of all three networks' moving averages
   * @param targetEma decay of the value's target network, 0 for none
   * @param clip largest gradient norm of the sampler
   * @param logEvery iterations between two logged rows
   */
  public record Gcd(
      @Setting(initial = "5", min = 1, max = 1000, about = "steps T of the sampler") int steps,
      @Setting(initial = "3000", max = 1e9, about = "iterations; 0 skips the phase") int iterations,
      @Setting(initial = "256", min = 2, max = 1e6, about = "trajectories per iteration") int batch,
      @Setting(
              initial = "0.05",
              max = 1e6,
              about = "temperature tau: the density is exp(-E / tau) / Z, the entropy weighs tau")
          double tau,
      @Setting(initial = "value-gradient", about = "how the sampler is improved")
          SamplerStep samplerStep,
      @Setting(initial = "noising", about = "cost of a transition besides the entropy bonus")
          RunningCost runningCost,
      @Setting(
              initial = "1",
              max = 1,
              about = "TD(lambda): 0 one-step temporal difference, 1 Monte-Carlo return")
          double lambda,
      @Setting(initial = "0", max = 1e6, about = "weight of the mean squared energies")
          double gamma,
      @Setting(initial = "0.0001", max = 10, about = "learning rate of the energy")
          double energyLearningRate,
      @Setting(initial = "0.001", max = 10, about = "learning rate of the value network")
          double valueLearningRate,
      @Setting(initial = "0.0005", max = 10, about = "learning rate of the sampler's network")
          double samplerLearningRate,
      @Setting(initial = "0.001", max = 10, about = "learning rate of log sigma, 0 freezes it")
          double sigmaLearningRate,
      @Setting(initial = "0.5", max = 0.9999, about = "Adam's beta1 for energy and sampler")
          double beta1,
      @Setting(initial = "linear", about = "how the learning rates fall to zero") Decay decay,
      @Setting(initial = "0.3", max = 1, about = "fraction of the iterations at the full rates")
          double decayFrom,
      @Setting(initial = "0", max = 1e9, about = "iterations over which the learning rates rise")
          int warmUp,
      @Setting(
              initial = "0.9995",
              max = 0.999999,
              about = "decay of the moving averages of all three networks")
          double ema,
      @Setting(
              initial = "0",
              max = 0.999999,
              about = "decay of the value's target network for lambda below 1, 0 for none")
          double targetEma,
      @Setting(initial = "20", max = 1e9, about = "largest gradient norm of the sampler, 0 for any")
          double clip,
      @Setting(initial = "100", min = 1, max = 1e9, about = "iterations between two logged rows")
          int logEvery) {}

  /**
   * The sampler step by proximal policy optimisation.
   *
   * @param epochs passes over each rollout
   * @param minibatches parts of each pass
   * @param clip of the probability ratio
   * @param advantageScale over what advantages are normalised
   */
  public record Ppo(
      @Setting(initial = "2", min = 1, max = 100, about = "passes over each rollout") int epochs,
      @Setting(initial = "1", min = 1, max = 1000, about = "minibatches of each pass")
          int minibatches,
      @Setting(initial = "0.2", min = 1e-6, max = 1e6, about = "clip of the probability ratio")
          double clip,
      @Setting(
              initial = "batch",
              about = "over what advantages are scaled to deviation 1, also for policy-gradient")
          AdvantageScale advantageScale) {}

  /**
   * Phase 4: the noising kernel is learned, then the energy fitted with the sampler frozen.
   *
   * @param iterations energy updates, 0 skips
   * @param batch data rows and negatives per update
   * @param learningRate of Adam, falling linearly to zero
   * @param pool negatives drawn once
   * @param noisingIterations updates of the noising kernel, 0 keeps the DDPM kernel
   * @param noisingLearningRate of Adam, falling linearly to zero
   * @param normalizerDraws trajectories for log Z, 0 leaves it out
   */
  public record Calibration(
      @Setting(initial = "600", max = 1e9, about = "energy updates; 0 skips") int iterations,
      @Setting(initial = "1024", min = 1, max = 1e6, about = "rows per energy update") int batch,
      @Setting(initial = "0.001", max = 10, about = "learning rate of the energy, falls to zero")
          double learningRate,
      @Setting(initial = "60000", min = 1, max = 1e7, about = "negatives drawn once") int pool,
      @Setting(
              initial = "400",
              max = 1e9,
              about = "updates of the learned noising kernel, 0 keeps the DDPM kernel")
          int noisingIterations,
      @Setting(initial = "0.002", max = 10, about = "learning rate of the noising kernel")
          double noisingLearningRate,
      @Setting(
              initial = "100000",
              max = 1e7,
              about = "draws for the normaliser of the density, at least 1000; 0 leaves it out")
          int normalizerDraws) {}

  /**
   * What is done when a stage of training diverges: it goes back to its last good state and on from
   * there at lower learning rates.
   *
   * @param tries how often per stage, before it gives up
   * @param rateFactor what the stage's learning rates are multiplied by at every try
   */
  public record Guard(
      @Setting(
              initial = "3",
              max = 100,
              about = "how often a stage that diverges goes back and on at lower learning rates")
          int tries,
      @Setting(
              initial = "0.2",
              min = 1e-6,
              max = 1,
              about = "factor on the stage's learning rates at every such try")
          double rateFactor) {}

  /**
   * How a training survives an interruption.
   *
   * @param every between two checkpoints; never shows in a result
   */
  public record Checkpoint(
      @Setting(
              initial = "1m",
              about = "between two checkpoints of a run that is written to a folder")
          Interval every) {}

  /**
   * What is measured at the end.
   *
   * @param samples how many
   * @param directions of the sliced Wasserstein distance
   */
  public record Evaluate(
      @Setting(initial = "100000", min = 100, max = 1e8, about = "samples drawn for the metrics")
          int samples,
      @Setting(
              initial = "1000",
              min = 1,
              max = 1e6,
              about = "random directions of the sliced Wasserstein distance")
          int directions) {}

  /** Checks what no single key can show. */
  public DuetConfig {
    if (sampler.noiseMin() >= sampler.noiseMax()) {
      throw new ConfigException(
          "sampler.noise-min",
          "sampler.noise-min = %s: expected less than sampler.noise-max = %s"
              .formatted(sampler.noiseMin(), sampler.noiseMax()));
    }
    if (sampler.sigmaMin() >= sampler.sigmaMax()) {
      throw new ConfigException(
          "sampler.sigma-min",
          "sampler.sigma-min = %s: expected less than sampler.sigma-max = %s"
              .formatted(sampler.sigmaMin(), sampler.sigmaMax()));
    }
    if (calibration.normalizerDraws() > 0 && calibration.normalizerDraws() < 1000) {
      throw new ConfigException(
          "calibration.normalizer-draws",
          "calibration.normalizer-draws = %d: expected at least 1000, or 0 for no density"
              .formatted(calibration.normalizerDraws()));
    }
    if (ppo.minibatches() > gcd.batch()) {
      throw new ConfigException(
          "ppo.minibatches",
          "ppo.minibatches = %d: expected at most gcd.batch = %d"
              .formatted(ppo.minibatches(), gcd.batch()));
    }
  }

  /**
   * The defaults.
   *
   * @return every key at its initial value
   */
  public static DuetConfig defaults() {
    return of(Map.of());
  }

  /**
   * The defaults with some keys changed.
   *
   * @param values values by dotted key, as text, numbers or booleans
   * @return the configuration
   * @throws ConfigException for an unknown key, a wrong type or an impossible value
   */
  public static DuetConfig of(Map<String, ?> values) {
    return Binding.fromMap(DuetConfig.class, values);
  }

  /**
   * This configuration with one key changed.
   *
   * @param key dotted, for example {@code gcd.tau}
   * @param value text, number or boolean
   * @return a new configuration
   * @throws ConfigException for an unknown key, a wrong type or an impossible value
   */
  public DuetConfig with(String key, Object value) {
    return with(Map.of(key, value));
  }

  /**
   * This configuration with some keys changed at once.
   *
   * @param changes values by dotted key
   * @return a new configuration
   * @throws ConfigException for an unknown key, a wrong type or an impossible value
   */
  public DuetConfig with(Map<String, ?> changes) {
    Map<String, Object> values = new HashMap<>(toMap());
    values.putAll(changes);
    return of(values);
  }

  /**
   * Every key with its value: long, int, double, boolean, or text for choices.
   *
   * @return in the order of this file
   */
  public Map<String, Object> toMap() {
    return Binding.toMap(this);
  }

  /**
   * Every key with its default and meaning.
   *
   * @return in the order of this file
   */
  public static List<SettingInfo> settings() {
    return Binding.describe(DuetConfig.class);
  }
}
