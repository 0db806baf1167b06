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
    MlpShape shape =
        MlpShape.plain(dimension, 1, settings.width(), settings.layers(), settings.activation())
            .withFourierFeatures(settings.fourierFeatures(), settings.fourierScale());
    Mlp network = new Mlp(shape, Initialization.HE, config.seed() + 1);
    return new EnergyModel(network, settings.scale(), config.gcd().tau(), settings.confinement());
  }

  private static ValueModel value(int dimension, DuetConfig config) {
    DuetConfig.Energy features = config.energy();
    DuetConfig.Value settings = config.value();
    MlpShape shape =
        MlpShape.plain(dimension, 1, settings.width(), settings.layers(), features.activation())
            .withFourierFeatures(features.fourierFeatures(), features.fourierScale())
            .withSteps(config.gcd().steps());
    Mlp network = new Mlp(shape, Initialization.HE, config.seed() + 2);
    return new ValueModel(network, features.scale());
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
