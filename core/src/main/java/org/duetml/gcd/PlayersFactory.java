package org.duetml.gcd;

import java.util.Optional;
import org.duetml.config.DuetConfig;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisePredictor;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.energy.EnergyModel;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpShape;

/** Makes the untrained players that a configuration describes. */
public final class PlayersFactory {
  /** A kernel between neighbouring steps is a simple map: two layers learn it. */
  private static final int NOISING_LAYERS = 2;

  private PlayersFactory() {}

  /**
   * Untrained players.
   *
   * @param dimension D
   * @param config sections sampler, energy, value and gcd, with no setting left to a rule
   * @return networks with random weights
   */
  public static Players create(int dimension, DuetConfig config) {
    int steps = config.gcd().steps();
    DuetConfig.Sampler policy = config.sampler();
    NoiseSchedule schedule =
        NoiseSchedule.of(policy.schedule(), steps, policy.noiseMin(), policy.noiseMax());
    NoisePredictor predictor =
        NoisePredictor.perStep(
            dimension, steps, policy.width(), policy.layers(), policy.activation(), config.seed());
    return new Players(
        DiffusionSampler.of(schedule, predictor),
        energy(dimension, config),
        value(dimension, config),
        NoisingKernel.ddpm(schedule),
        Optional.empty());
  }

  private static EnergyModel energy(int dimension, DuetConfig config) {
    DuetConfig.Energy settings = config.energy();
    Mlp network = new Mlp(energyShape(dimension, config), Initialization.HE, config.seed() + 1);
    return new EnergyModel(network, settings.scale(), config.gcd().tau(), settings.confinement());
  }

  private static ValueModel value(int dimension, DuetConfig config) {
    Mlp network = new Mlp(valueShape(dimension, config), Initialization.HE, config.seed() + 2);
    return new ValueModel(network, config.energy().scale());
  }

  /**
   * The shape of the sampler's network.
   *
   * @param dimension D
   * @param config sections sampler and gcd
   * @return told the step
   */
  public static MlpShape samplerShape(int dimension, DuetConfig config) {
    DuetConfig.Sampler policy = config.sampler();
    return NoisePredictor.perStepShape(
        dimension, config.gcd().steps(), policy.width(), policy.layers(), policy.activation());
  }

  /**
   * The shape of the energy's network.
   *
   * @param dimension D
   * @param config section energy, with no setting left to a rule
   * @return one output
   */
  public static MlpShape energyShape(int dimension, DuetConfig config) {
    DuetConfig.Energy settings = config.energy();
    return MlpShape.plain(dimension, 1, settings.width(), settings.layers(), settings.activation())
        .withFourierFeatures(settings.fourierFeatures(), settings.fourierScale());
  }

  /**
   * The shape of the value network.
   *
   * @param dimension D
   * @param config sections energy, value and gcd, with no setting left to a rule
   * @return one output, told the step
   */
  public static MlpShape valueShape(int dimension, DuetConfig config) {
    DuetConfig.Energy features = config.energy();
    DuetConfig.Value settings = config.value();
    return MlpShape.plain(dimension, 1, settings.width(), settings.layers(), features.activation())
        .withFourierFeatures(features.fourierFeatures(), features.fourierScale())
        .withSteps(config.gcd().steps());
  }

  /**
   * The shape of a learned noising kernel's network.
   *
   * @param dimension D
   * @param config sections sampler and gcd
   * @return told the step
   */
  public static MlpShape noisingShape(int dimension, DuetConfig config) {
    DuetConfig.Sampler policy = config.sampler();
    return NoisingKernel.learnedShape(
        dimension, config.gcd().steps(), policy.width(), NOISING_LAYERS, policy.activation());
  }

  /**
   * A noising kernel to be learned for a sampler.
   *
   * @param sampler its schedule and dimension are used
   * @param config section sampler
   * @return nearly the DDPM kernel
   */
  public static NoisingKernel learnedNoising(DiffusionSampler sampler, DuetConfig config) {
    return NoisingKernel.learned(
        sampler.schedule(),
        sampler.dimension(),
        config.sampler().width(),
        NOISING_LAYERS,
        config.sampler().activation(),
        config.seed());
  }
}
