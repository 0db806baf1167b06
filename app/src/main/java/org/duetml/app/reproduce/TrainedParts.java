package org.duetml.app.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.data.Standardization;
import org.duetml.data.StandardizedData;
import org.duetml.diffusion.DenoisingTrainer;
import org.duetml.diffusion.NoisePredictor;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.duetml.model.Safetensors;
import org.duetml.nn.LearningRate;

/**
 * What cells of one seed have in common, trained once and kept in files: the pretrained samplers,
 * one for each number of steps, and the noise predictor that serves every number. The names of the
 * files tell configurations apart. Safe for concurrent use.
 */
final class TrainedParts {
  private static final int STANDARDIZATION_DRAWS = 100_000;

  /** Every phase but the first left out. */
  private static final Map<String, Object> PRETRAINING_ONLY =
      Map.of(
          "warm-start.iterations", 0,
          "warm-start.value-iterations", 0,
          "gcd.iterations", 0,
          "calibration.iterations", 0);

  private final DataSource data;
  private final PaperScale scale;
  private final Path directory;
  private final Shared<DuetModel> samplers = new Shared<>();
  private final Shared<NoisePredictor> predictors = new Shared<>();

  /**
   * Nothing is trained yet.
   *
   * @param data what is learned
   * @param scale decides the trainings
   * @param directory where the files are kept
   * @throws IOException if it cannot be made
   */
  TrainedParts(DataSource data, PaperScale scale, Path directory) throws IOException {
    this.data = data;
    this.scale = scale;
    this.directory = Files.createDirectories(directory);
  }

  /** The pretrained sampler of {@code duet train} with this seed and number of steps. */
  DuetModel sampler(long seed, int steps) throws Exception {
    DuetConfig config = scale.config(seed).with("gcd.steps", steps).with(PRETRAINING_ONLY);
    String name =
        "%s-steps-%d-seed-%d-%s"
            .formatted(data.name(), steps, seed, PaperScale.fingerprint(config));
    return samplers.get(name, () -> sampler(config, directory.resolve(name)));
  }

  private DuetModel sampler(DuetConfig config, Path file) throws IOException {
    if (Files.exists(file)) {
      return DuetModel.load(file);
    }
    DuetModel model = Duet.train(data, config);
    model.save(file);
    return model;
  }

  /** The noise predictor of this seed, of the size of the sampler's network. */
  NoisePredictor predictor(long seed, ShardExecutor executor) throws Exception {
    String name =
        "%s-any-steps-%d-iterations-seed-%d-%s.safetensors"
            .formatted(
                data.name(),
                scale.predictorIterations(),
                seed,
                PaperScale.fingerprint(scale.config(seed)));
    return predictors.get(name, () -> predictor(seed, directory.resolve(name), executor));
  }

  private NoisePredictor predictor(long seed, Path file, ShardExecutor executor)
      throws IOException {
    DuetConfig config = scale.config(seed);
    DuetConfig.Sampler size = config.sampler();
    NoisePredictor predictor =
        NoisePredictor.continuous(
            data.dimension(), size.width(), size.layers(), size.activation(), seed);
    if (Files.exists(file)) {
      predictor.network().load(Safetensors.read(file).tensors());
      return predictor;
    }
    NoisePredictor trained = train(predictor, config, executor);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    new Safetensors(trained.network().tensors(), Map.of()).write(part);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    return trained;
  }

  private NoisePredictor train(
      NoisePredictor predictor, DuetConfig config, ShardExecutor executor) {
    DuetConfig.Pretrain settings = config.pretrain();
    DenoisingTrainer trainer =
        new DenoisingTrainer(
            predictor,
            null,
            new StandardizedData(data, standardization(config.seed())),
            settings.batch(),
            LearningRate.falling(settings.learningRate(), settings.decay()),
            settings.ema(),
            config.seed(),
            executor);
    for (int iteration = 0; iteration < scale.predictorIterations(); iteration++) {
      trainer.step(iteration, scale.predictorIterations());
    }
    return trainer.average();
  }

  /** That of every training with this seed. */
  Standardization standardization(long seed) {
    RandomStream stream = RandomStream.of(seed, "standardization");
    return Standardization.fit(data, STANDARDIZATION_DRAWS, stream);
  }
}
