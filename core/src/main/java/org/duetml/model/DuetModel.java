package org.duetml.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.duetml.config.ConfigException;
import org.duetml.config.DuetConfig;
import org.duetml.data.Standardization;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.Rollout;
import org.duetml.diffusion.SampleDraw;
import org.duetml.energy.Normalizer;
import org.duetml.gcd.Players;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * What a training gives: a sampler that needs a few steps, and an energy that scores any point.
 * Points are in the data's own units throughout.
 *
 * <p>Immutable and safe for concurrent use. Every method gives the same bits for the same
 * arguments, on any number of threads.
 */
public final class DuetModel {
  static final String SAMPLE_STREAM = "model.sample";

  private final DuetConfig config;
  private final Standardization standardization;
  private final Players players;
  private final Provenance provenance;
  private final Optional<Normalizer> normalizer;

  /**
   * A model from its parts, which nobody may change afterwards.
   *
   * @param config how it was trained
   * @param standardization between the data's units and the networks'
   * @param players the trained networks
   * @param provenance how it came to be
   * @param normalizer of the energy of standardised points, where it was estimated
   */
  public DuetModel(
      DuetConfig config,
      Standardization standardization,
      Players players,
      Provenance provenance,
      Optional<Normalizer> normalizer) {
    this.config = config;
    this.standardization = standardization;
    this.players = players;
    this.provenance = provenance;
    this.normalizer = normalizer;
  }

  /**
   * D.
   *
   * @return columns of a point, at least 1
   */
  public int dimension() {
    return standardization.dimension();
  }

  /**
   * T.
   *
   * @return steps from noise to a sample
   */
  public int steps() {
    return players.sampler().steps();
  }

  public DuetConfig config() {
    return config;
  }

  public Provenance provenance() {
    return provenance;
  }

  public Standardization standardization() {
    return standardization;
  }

  /**
   * The trained networks, for further training and study.
   *
   * @return not a copy: nobody may change them
   */
  public Players players() {
    return players;
  }

  /**
   * This model with other figures in its provenance.
   *
   * @param metrics what was measured
   * @return a model that shares the networks
   */
  public DuetModel withMetrics(Map<String, Object> metrics) {
    Provenance measured =
        new Provenance(
            provenance.duetVersion(),
            provenance.seed(),
            provenance.data(),
            provenance.date(),
            metrics);
    return new DuetModel(config, standardization, players, measured, normalizer);
  }

  /**
   * Draws samples.
   *
   * @param count how many, at least 0
   * @param seed decides which; the first n of a larger draw are the same
   * @return count points
   */
  public float[][] sample(int count, long seed) {
    requireCount(count);
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      return PointRows.toArrays(sample(0, count, seed, executor));
    }
  }

  /**
   * Draws a part of a larger draw, so that any number of samples can be drawn in pieces.
   *
   * @param first number of the first sample, at least 0
   * @param count how many, at least 0
   * @param seed decides which
   * @return the samples {@code first} to {@code first + count} of {@link #sample(int, long)}
   */
  public float[][] sample(long first, int count, long seed) {
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      return PointRows.toArrays(sample(first, count, seed, executor));
    }
  }

  /**
   * Draws a part of a larger draw, for callers that hold an executor.
   *
   * @param first number of the first sample, at least 0
   * @param count how many, at least 0
   * @param seed decides which
   * @param executor shares the work
   * @return count rows
   */
  public Matrix sample(long first, int count, long seed, ShardExecutor executor) {
    return draw(players.sampler(), first, count, seed, executor);
  }

  /**
   * Draws a part of a larger draw without the noise of the last transition. It suits the sampler of
   * an ordinary diffusion model, whose last mean is the denoised point; a sampler that played the
   * game learned with that noise.
   *
   * @param first number of the first sample, at least 0
   * @param count how many, at least 0
   * @param seed decides which; the way to the last step is that of {@link #sample(int, long)}
   * @param executor shares the work
   * @return count rows
   */
  public Matrix sampleMeans(long first, int count, long seed, ShardExecutor executor) {
    requireCount(first);
    requireCount(count);
    RandomStream stream = RandomStream.of(seed, SAMPLE_STREAM);
    return inData(SampleDraw.ofMeans(players.sampler(), first, count, stream, executor), executor);
  }

  /**
   * A sampler whose samples take some Metropolis-adjusted Langevin steps on the energy.
   *
   * @param steps how many, at least 1
   * @return with a step size adapted to this model, which takes a moment
   * @throws IllegalArgumentException if the model was trained with {@code gcd.tau = 0}
   */
  public RefinedSampler refined(int steps) {
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      return refined(steps, executor);
    }
  }

  /**
   * A sampler whose samples are refined, for callers that hold an executor.
   *
   * @param steps how many, at least 1
   * @param executor shares the work
   * @return with a step size adapted to this model
   * @throws IllegalArgumentException if the model was trained with {@code gcd.tau = 0}
   */
  public RefinedSampler refined(int steps, ShardExecutor executor) {
    return new RefinedSampler(this, steps, executor);
  }

  /**
   * Draws samples of the ordinary diffusion model that the game started from: the baseline.
   *
   * @param count how many, at least 0
   * @param seed decides which
   * @param executor shares the work
   * @return count rows; empty if the game started from scratch
   */
  public Optional<Matrix> samplePretrained(int count, long seed, ShardExecutor executor) {
    return players.pretrained().map(sampler -> draw(sampler, 0, count, seed, executor));
  }

  private Matrix draw(
      DiffusionSampler sampler, long first, int count, long seed, ShardExecutor executor) {
    requireCount(first);
    requireCount(count);
    RandomStream stream = RandomStream.of(seed, SAMPLE_STREAM);
    return inData(SampleDraw.of(sampler, first, count, stream, executor), executor);
  }

  private Matrix inData(Matrix standardized, ShardExecutor executor) {
    executor.shards(
        standardized.rows(), (from, to) -> standardization.invert(standardized, from, to));
    return standardized;
  }

  /**
   * Draws samples with the way they took: {@code [t][i]} is the state of sample i after t steps. At
   * t = T they are the points that {@link #sample(int, long)} draws with the same seed.
   *
   * @param count how many, from 0 to {@value SampleDraw#BATCH}
   * @param seed decides which
   * @return {@code steps() + 1} times count points; for all t scaled as the data are
   */
  public float[][][] trajectories(int count, long seed) {
    requireCount(count);
    if (count > SampleDraw.BATCH) {
      throw new IllegalArgumentException(
          count + " trajectories: expected at most " + SampleDraw.BATCH);
    }
    Rollout rollout = Rollout.forSampling(players.sampler(), SampleDraw.BATCH);
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      rollout.run(RandomStream.of(seed, SAMPLE_STREAM), 0, executor);
    }
    float[][][] trajectories = new float[steps() + 1][][];
    for (int t = 0; t <= steps(); t++) {
      Matrix states = new Matrix(count, dimension());
      states.copyRows(rollout.states(), t * rollout.batch(), 0, count);
      standardization.invert(states);
      trajectories[t] = PointRows.toArrays(states);
    }
    return trajectories;
  }

  static void requireCount(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(count + " samples: expected at least 0");
    }
  }

  /**
   * Scores points: the energy E, low where data are likely. {@code exp(-E / gcd.tau)} is
   * proportional to the model's density.
   *
   * @param points each of {@link #dimension()} finite coordinates
   * @return one energy per point
   * @throws IllegalArgumentException if a point has another length or is not finite
   */
  public double[] energy(float[][] points) {
    Matrix rows = PointRows.of(points, dimension());
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      return energy(rows, executor);
    }
  }

  /**
   * Scores points, for callers that hold an executor.
   *
   * @param points rows of {@link #dimension()} finite coordinates, not changed
   * @param executor shares the work
   * @return one energy per row
   */
  public double[] energy(Matrix points, ShardExecutor executor) {
    return players.energy().energies(points, standardization, executor);
  }

  /**
   * The normaliser of the energy, {@code log Z} of {@code exp(-E / gcd.tau)} over standardised
   * points, with its standard error, interval and effective sample size.
   *
   * @return empty if it was not estimated: without temperature or calibration, or by an older Duet
   */
  public Optional<Normalizer> normalizer() {
    return normalizer;
  }

  /**
   * The model's log-density in nats, in the data's own units: {@code -E / gcd.tau - log Z} less the
   * logarithms of the standard deviations of the columns. Its error is that of {@link
   * #normalizer()}, the same for all points.
   *
   * @param points each of {@link #dimension()} finite coordinates
   * @return one log-density per point
   * @throws IllegalArgumentException if a point has another length or is not finite
   * @throws IllegalStateException if log Z is not known, or its estimate not reliable
   */
  public double[] logDensity(float[][] points) {
    Matrix rows = PointRows.of(points, dimension());
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      return logDensity(rows, executor);
    }
  }

  /**
   * The model's log-density, for callers that hold an executor.
   *
   * @param points rows of {@link #dimension()} finite coordinates, not changed
   * @param executor shares the work
   * @return one log-density per row, in nats, in the data's own units
   * @throws IllegalStateException if log Z is not known, or its estimate not reliable
   */
  public double[] logDensity(Matrix points, ShardExecutor executor) {
    double constant = requireNormalizer().logNormalizer() + standardization.logVolume();
    double[] values = energy(points, executor);
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i] / players.energy().tau() - constant;
    }
    return values;
  }

  private Normalizer requireNormalizer() {
    if (players.energy().tau() == 0) {
      throw new IllegalStateException(
          "no log-density: with gcd.tau = 0 the energy has no density; train with gcd.tau above 0");
    }
    Normalizer known =
        normalizer.orElseThrow(
            () ->
                new IllegalStateException(
                    "no log-density: log Z of this model was not estimated; run the phase"
                        + " calibration on it with calibration.normalizer-draws above 0"));
    if (!known.reliable()) {
      throw new IllegalStateException(
          "no log-density: the estimate of log Z is not reliable (%s); train the energy longer"
              .formatted(known.evenness()));
    }
    return known;
  }

  /**
   * Writes the model; what was there is replaced as a whole or kept as a whole.
   *
   * @param directory does not exist yet, is empty, or holds a model
   * @throws IOException if it cannot be written
   */
  public void save(Path directory) throws IOException {
    save(directory, CompanionFiles.NONE);
  }

  /**
   * Writes the model with files that belong to it, in place together or not at all.
   *
   * @param directory does not exist yet, is empty, or holds such a model
   * @param companions are written after the model's own files
   * @throws IOException if it cannot be written
   */
  public void save(Path directory, CompanionFiles companions) throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>(config.toMap());
    new ModelArchive(
            settings,
            standardization.means(),
            standardization.sds(),
            provenance,
            normalizer,
            ModelTensors.of(players))
        .save(directory, companions);
  }

  /**
   * Reads a model and checks all of it.
   *
   * @param directory where it was saved
   * @return the model
   * @throws ModelFormatException if there is no model, or it is truncated, altered or newer
   * @throws IOException if it cannot be read
   */
  public static DuetModel load(Path directory) throws IOException {
    ModelArchive archive = ModelArchive.load(directory);
    try {
      DuetConfig config = DuetConfig.of(archive.config());
      Standardization standardization =
          Standardization.of(archive.mean(), archive.standardDeviation());
      Players players =
          ModelTensors.restore(archive.tensors(), standardization.dimension(), config);
      return new DuetModel(
          config, standardization, players, archive.provenance(), archive.normalizer());
    } catch (ConfigException e) {
      throw new ModelFormatException(
          directory,
          "has a configuration that cannot be (" + e.getMessage() + ")",
          "the configuration it was trained with",
          "fetch or save the model again",
          e);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          directory,
          "holds other weights than its configuration describes (" + e.getMessage() + ")",
          "the weights of its configuration",
          "fetch or save the model again",
          e);
    }
  }
}
