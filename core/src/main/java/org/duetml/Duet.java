package org.duetml;

import java.util.EnumSet;
import java.util.Set;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.data.Standardization;
import org.duetml.data.StandardizedData;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.DivergenceException;
import org.duetml.gcd.Phase;
import org.duetml.gcd.Players;
import org.duetml.gcd.PlayersFactory;
import org.duetml.gcd.TrainingListener;
import org.duetml.gcd.TrainingStoppedException;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * Trains models: the way in for programs.
 *
 * <pre>{@code
 * DuetModel model = Duet.train(ArrayData.of("sensors", rows), DuetConfig.defaults());
 * float[][] fresh = model.sample(1000, 42);
 * double[] scores = model.energy(rows);
 * model.save(Path.of("models/sensors"));
 * }</pre>
 *
 * <p>Stateless and safe for concurrent use.
 */
public final class Duet {
  /** Draws from which the standardisation is measured. */
  private static final int STANDARDIZATION_DRAWS = 100_000;

  private Duet() {}

  /**
   * Trains a model.
   *
   * @param data where the rows come from
   * @param config everything else
   * @return the model
   */
  public static DuetModel train(DataSource data, DuetConfig config) {
    return train(data, config, TrainingListener.NONE);
  }

  /**
   * Trains a model and tells how it goes.
   *
   * @param data where the rows come from
   * @param config everything else
   * @param listener watches
   * @return the model
   */
  public static DuetModel train(DataSource data, DuetConfig config, TrainingListener listener) {
    return train(data, config, listener, Checkpoints.NONE);
  }

  /**
   * Trains a model, or goes on with a training that was interrupted: the model is the same to the
   * bit.
   *
   * <pre>{@code
   * Checkpoints checkpoints =
   *     new CheckpointStore(Path.of("state"), Interval.parse("1m"), System.err::println);
   * DuetModel model = Duet.train(data, config, TrainingListener.NONE, checkpoints);
   * }</pre>
   *
   * @param data where the rows come from
   * @param config everything else; that of the interrupted training, threads aside
   * @param listener watches
   * @param checkpoints keep the state, such as a {@code CheckpointStore}
   * @return the model
   * @throws DivergenceException if nothing could be learned
   * @throws TrainingStoppedException if the checkpoints asked the training to stop
   * @throws IllegalArgumentException if the checkpoint is of another training
   */
  public static DuetModel train(
      DataSource data, DuetConfig config, TrainingListener listener, Checkpoints checkpoints) {
    try (ShardExecutor executor = executor(config)) {
      Standardization standardization = standardization(data, config);
      DuetConfig settled = settled(data, standardization, config, executor);
      Players players = PlayersFactory.create(data.dimension(), settled);
      Set<Phase> phases = EnumSet.allOf(Phase.class);
      return new TrainingJob(standardization, data, settled, listener, checkpoints, executor)
          .run(players, phases);
    }
  }

  /**
   * Settles what a configuration leaves to the data. A training with what is returned is that of
   * the configuration itself, to the bit, and need not look at the data again.
   *
   * @param data as for {@link #train(DataSource, DuetConfig)}
   * @param config with or without lengths of 0, which are left to the data
   * @return the same with every length above 0
   */
  public static DuetConfig settle(DataSource data, DuetConfig config) {
    try (ShardExecutor executor = executor(config)) {
      return settled(data, standardization(data, config), config, executor);
    }
  }

  private static Standardization standardization(DataSource data, DuetConfig config) {
    RandomStream stream = RandomStream.of(config.seed(), "standardization");
    return Standardization.fit(data, STANDARDIZATION_DRAWS, stream);
  }

  private static DuetConfig settled(
      DataSource data, Standardization standardization, DuetConfig config, ShardExecutor executor) {
    return LocalScaleRules.settle(config, new StandardizedData(data, standardization), executor);
  }

  /**
   * Runs some phases on a model that was trained before.
   *
   * @param model not changed
   * @param data where the rows come from, of the model's dimension
   * @param config everything else; networks keep the model's shapes
   * @param phases which, run in their own order
   * @param listener watches
   * @return a new model
   * @throws IllegalArgumentException if the data or the configured shapes do not fit the model
   */
  public static DuetModel continueTraining(
      DuetModel model,
      DataSource data,
      DuetConfig config,
      Set<Phase> phases,
      TrainingListener listener) {
    return continueTraining(model, data, config, phases, listener, Checkpoints.NONE);
  }

  /**
   * Runs some phases on a model that was trained before, or goes on with such a run that was
   * interrupted.
   *
   * @param model not changed
   * @param data where the rows come from, of the model's dimension
   * @param config everything else; networks keep the model's shapes
   * @param phases which, run in their own order
   * @param listener watches
   * @param checkpoints keep the state
   * @return a new model
   * @throws TrainingStoppedException if the checkpoints asked the training to stop
   * @throws IllegalArgumentException if the data or the configured shapes do not fit the model, or
   *     the checkpoint is of another training
   */
  public static DuetModel continueTraining(
      DuetModel model,
      DataSource data,
      DuetConfig config,
      Set<Phase> phases,
      TrainingListener listener,
      Checkpoints checkpoints) {
    requireSameDimension(model, data);
    DuetConfig settled = LocalScaleRules.settleAs(model.config(), config);
    ModelShape.requireSame(model.config(), settled);
    try (ShardExecutor executor = executor(config)) {
      Players players = model.players().copy();
      return new TrainingJob(
              model.standardization(), data, settled, listener, checkpoints, executor)
          .run(players, phases);
    }
  }

  /**
   * Trains a model whose sampler was pretrained before, so that several games can start from one
   * pretraining. With the data, seed and keys of the pretraining, the model is that of {@link
   * #train(DataSource, DuetConfig)}, to the bit.
   *
   * @param pretrained what {@link #train(DataSource, DuetConfig)} left, with the other phases or
   *     without; only its pretrained sampler and its scaling are used, and not changed
   * @param data where the rows come from, of the model's dimension
   * @param config everything else; the sampler keeps the model's shape
   * @param listener watches
   * @return a new model
   * @throws IllegalArgumentException if there is no pretrained sampler, or data or the configured
   *     sampler do not fit it
   */
  public static DuetModel trainFrom(
      DuetModel pretrained, DataSource data, DuetConfig config, TrainingListener listener) {
    requireSameDimension(pretrained, data);
    DuetConfig settled = LocalScaleRules.settleAs(pretrained.config(), config);
    ModelShape.requireSameSampler(pretrained.config(), settled);
    DiffusionSampler sampler =
        pretrained
            .players()
            .pretrained()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("a model from scratch has no pretrained sampler"));
    Set<Phase> phases = EnumSet.complementOf(EnumSet.of(Phase.PRETRAIN));
    try (ShardExecutor executor = executor(config)) {
      Players players =
          PlayersFactory.create(data.dimension(), settled).withPretrained(sampler.copy());
      return new TrainingJob(
              pretrained.standardization(), data, settled, listener, Checkpoints.NONE, executor)
          .run(players, phases);
    }
  }

  private static void requireSameDimension(DuetModel model, DataSource data) {
    if (data.dimension() != model.dimension()) {
      throw new IllegalArgumentException(
          "data of %d columns: expected %d, as the model was trained on"
              .formatted(data.dimension(), model.dimension()));
    }
  }

  private static ShardExecutor executor(DuetConfig config) {
    return config.threads() == 0 ? ShardExecutor.ofAllCores() : new ShardExecutor(config.threads());
  }

  /**
   * The version of this library.
   *
   * @return for example {@code 0.1.0}
   */
  public static String version() {
    String version = Duet.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
