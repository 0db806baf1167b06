package org.duetml.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.duetml.config.DuetConfig;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisePredictor;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.gcd.Players;
import org.duetml.gcd.PlayersFactory;
import org.duetml.kernel.Matrix;
import org.duetml.nn.Mlp;

/** The players as named tensors, and back. */
final class ModelTensors {
  private static final String SAMPLER = "sampler.";
  private static final String PRETRAINED = "pretrained.";
  private static final String ENERGY = "energy.";
  private static final String VALUE = "value.";
  private static final String NOISING = "noising.";
  private static final String LOG_SIGMA = "log_sigma";

  private ModelTensors() {}

  static Map<String, Matrix> of(Players players) {
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    putSampler(tensors, SAMPLER, players.sampler());
    players.pretrained().ifPresent(sampler -> putSampler(tensors, PRETRAINED, sampler));
    put(tensors, ENERGY, players.energy().network());
    put(tensors, VALUE, players.value().network());
    if (players.noising().network() != null) {
      put(tensors, NOISING, players.noising().network());
    }
    return tensors;
  }

  private static void putSampler(
      Map<String, Matrix> tensors, String prefix, DiffusionSampler sampler) {
    put(tensors, prefix, sampler.predictor().network());
    tensors.put(prefix + LOG_SIGMA, sampler.logSigma().value());
  }

  private static void put(Map<String, Matrix> tensors, String prefix, Mlp network) {
    network.tensors().forEach((name, value) -> tensors.put(prefix + name, value));
  }

  /**
   * The players that were stored.
   *
   * @throws IllegalArgumentException if a tensor is missing, unknown or of another shape
   */
  static Players restore(Map<String, Matrix> tensors, int dimension, DuetConfig config) {
    TensorReader reader = new TensorReader(tensors);
    requireEnough(reader, dimension, config);
    Players blank = PlayersFactory.create(dimension, config);
    reader.load(ENERGY, blank.energy().network());
    reader.load(VALUE, blank.value().network());
    Players players =
        new Players(
            sampler(reader, SAMPLER, blank.sampler()),
            blank.energy(),
            blank.value(),
            noising(reader, blank, config),
            pretrained(reader, blank.sampler()));
    reader.requireAllRead();
    return players;
  }

  /** Nothing is allocated for networks that a configuration claims and the file does not hold. */
  private static void requireEnough(TensorReader reader, int dimension, DuetConfig config) {
    reader.requireEnough(ENERGY, PlayersFactory.energyShape(dimension, config));
    reader.requireEnough(VALUE, PlayersFactory.valueShape(dimension, config));
    reader.requireEnough(SAMPLER, PlayersFactory.samplerShape(dimension, config));
    if (reader.has(NOISING)) {
      reader.requireEnough(NOISING, PlayersFactory.noisingShape(dimension, config));
    }
  }

  private static DiffusionSampler sampler(
      TensorReader reader, String prefix, DiffusionSampler blank) {
    NoisePredictor predictor = blank.predictor().copy();
    reader.load(prefix, predictor.network());
    Matrix logSigmas = reader.matrix(prefix + LOG_SIGMA, 1, blank.steps());
    return DiffusionSampler.restore(blank.schedule(), predictor, logSigmas);
  }

  private static Optional<DiffusionSampler> pretrained(
      TensorReader reader, DiffusionSampler blank) {
    return reader.has(PRETRAINED)
        ? Optional.of(sampler(reader, PRETRAINED, blank))
        : Optional.empty();
  }

  private static NoisingKernel noising(TensorReader reader, Players blank, DuetConfig config) {
    if (!reader.has(NOISING)) {
      return blank.noising();
    }
    NoisingKernel kernel = PlayersFactory.learnedNoising(blank.sampler(), config);
    reader.load(NOISING, kernel.network());
    return kernel;
  }
}
