package org.duetml.tabular.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.duetml.Duet;
import org.duetml.anomaly.AnomalyScorer;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.TrainingListener;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.FittedEncoding;
import org.duetml.tabular.encoding.Jitter;
import org.duetml.tabular.encoding.MarginalMatch;
import org.duetml.tabular.encoding.TableEncoding;

/** Trains the model of a table. Stateless and safe for concurrent use. */
public final class TableTraining {
  /** Fewer rows are encoded several times with different jitter, up to about so many points. */
  private static final int POINTS = 20_000;

  /** Points of the model whose marginals are matched to those of the data. */
  private static final int MATCH_DRAWS = 50_000;

  /** Rows that the anomaly scorer compares with; scoring takes time in proportion. */
  private static final int SCORER_CENTRES = 4000;

  private TableTraining() {}

  /**
   * Trains.
   *
   * @param name of the model's data
   * @param source the file, pattern or query
   * @param tableRows of the whole table
   * @param split rows to learn from and rows that are held out, of the columns that were kept
   * @param fitted the encoding of the former
   * @param config everything else
   * @param listener watches
   * @param checkpoints keep the training, to go on with it
   * @return the model
   */
  public static TableModel train(
      String name,
      String source,
      long tableRows,
      RowSplit split,
      FittedEncoding fitted,
      DuetConfig config,
      TrainingListener listener,
      Checkpoints checkpoints) {
    Matrix points = points(fitted.encoding(), split.training(), config.seed());
    Optional<RowFactors> factors = factors(points, split);
    EncodedData data = new EncodedData(name, learned(points, factors));
    DuetModel duet =
        Duet.train(data, withEnergyScale(config, data.dimension()), listener, checkpoints);
    TableFacts facts =
        new TableFacts(
            source,
            tableRows,
            split.training().rows(),
            split.heldOut().rows(),
            fitted.columns(),
            fitted.messages());
    RowSampler sampler = RowSampler.of(duet, factors);
    try (ShardExecutor executor = executor(config)) {
      return new TableModel(
          sampler,
          fitted.encoding(),
          match(sampler, points, config.seed(), executor),
          scorer(fitted.encoding(), split.training(), config.seed(), executor),
          facts);
    }
  }

  /**
   * Cuts the iterations to a time.
   *
   * @param split as for {@link #train}
   * @param fitted as for {@link #train}
   * @param config with the wanted iterations
   * @param budget for all of the training
   * @return a configuration for {@link #train}, and what was cut
   */
  public static TrainingBudget.Settled settle(
      RowSplit split, FittedEncoding fitted, DuetConfig config, Duration budget) {
    long begin = System.nanoTime();
    Matrix points = points(fitted.encoding(), split.training(), config.seed());
    EncodedData data = new EncodedData("pilot", learned(points, factors(points, split)));
    // The training will prepare them once more.
    Duration prepared = Duration.ofNanos(System.nanoTime() - begin).multipliedBy(2);
    return TrainingBudget.settle(
        data, withEnergyScale(config, data.dimension()), budget.minus(prepared), System::nanoTime);
  }

  /**
   * Where no energy is learned, its length need not be measured on the data, which takes as long as
   * some hundred iterations: that of a single Gaussian stands for it.
   */
  private static DuetConfig withEnergyScale(DuetConfig config, int dimension) {
    boolean learned =
        config.warmStart().iterations() > 0
            || config.gcd().iterations() > 0
            || config.calibration().iterations() > 0;
    return learned || config.energy().fourierScale() > 0
        ? config
        : config.with(Map.of("energy.fourier-scale", 1 / StrictMath.sqrt(2.0 * dimension)));
  }

  private static Optional<RowFactors> factors(Matrix points, RowSplit split) {
    int rows = split.training().rows();
    return TableDefaults.isWide(rows, points.columns())
        ? Optional.of(RowFactors.of(points, rows))
        : Optional.empty();
  }

  /** What the sampler learns. */
  private static Matrix learned(Matrix points, Optional<RowFactors> factors) {
    return factors.map(known -> known.scores(points)).orElse(points);
  }

  private static Matrix points(TableEncoding encoding, TableBatch rows, long seed) {
    int copies = Math.max(1, POINTS / rows.rows());
    Matrix points = new Matrix(copies * rows.rows(), encoding.dimension());
    RandomStream stream = RandomStream.of(seed, "table.jitter");
    for (int copy = 0; copy < copies; copy++) {
      long first = (long) copy * rows.rows();
      Matrix encoded = encoding.encode(rows, Jitter.of(stream, first)).points();
      points.copyRows(encoded, 0, (int) first, rows.rows());
    }
    return points;
  }

  /** The draws are other ones than those of any seed that a user draws with by default. */
  private static MarginalMatch match(
      RowSampler sampler, Matrix points, long seed, ShardExecutor executor) {
    return MarginalMatch.of(sampler.points(0, MATCH_DRAWS, ~seed, executor), points);
  }

  private static AnomalyScorer scorer(
      TableEncoding encoding, TableBatch rows, long seed, ShardExecutor executor) {
    Matrix points = encoding.encode(rows, Jitter.NONE).points();
    return AnomalyScorer.fit(points, SCORER_CENTRES, seed, executor);
  }

  private static ShardExecutor executor(DuetConfig config) {
    return config.threads() == 0 ? ShardExecutor.ofAllCores() : new ShardExecutor(config.threads());
  }
}
