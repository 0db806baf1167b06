package org.duetml.tabular.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duetml.anomaly.AnomalyScorer;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.duetml.model.ModelFormatException;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.MarginalMatch;
import org.duetml.tabular.encoding.TableEncoding;

/**
 * A model of a table: a {@link DuetModel} of encoded rows, and what its points stand for.
 *
 * <p>Immutable and safe for concurrent use. Every method gives the same values for the same
 * arguments, on any number of threads.
 */
public final class TableModel {
  private static final String MODEL_QUANTILES = "match.model";
  private static final String DATA_QUANTILES = "match.data";
  private static final String SCORER = "scorer.";
  private static final String FACTORS = "factors.";

  private final RowSampler sampler;
  private final TableEncoding encoding;
  private final MarginalMatch match;
  private final AnomalyScorer scorer;
  private final TableFacts facts;

  /**
   * A model from its parts.
   *
   * @param sampler of the encoded rows
   * @param encoding of the rows, of the model's dimension
   * @param match gives drawn points the marginals of the training rows
   * @param scorer of encoded rows, of the model's dimension
   * @param facts of the table
   */
  TableModel(
      RowSampler sampler,
      TableEncoding encoding,
      MarginalMatch match,
      AnomalyScorer scorer,
      TableFacts facts) {
    int dimension = sampler.dimension();
    if (dimension != encoding.dimension()
        || scorer.dimension() != encoding.dimension()
        || match.model().rows() != encoding.dimension()) {
      throw new IllegalArgumentException(
          "a model of %d dimensions, a scorer of %d and quantiles of %d for encoded rows of %d: expected as many"
              .formatted(
                  dimension, scorer.dimension(), match.model().rows(), encoding.dimension()));
    }
    this.sampler = sampler;
    this.encoding = encoding;
    this.match = match;
    this.scorer = scorer;
    this.facts = facts;
  }

  /**
   * The model that is sampled from.
   *
   * @return its points are encoded rows, or with {@link #hasFactors()} the scores of their factors
   */
  public DuetModel duet() {
    return sampler.duet();
  }

  /**
   * Whether rows are drawn as factors and noise, as those of a table with few rows and hundreds of
   * dimensions are.
   *
   * @return true if {@link #duet()} is a model of the factors
   */
  public boolean hasFactors() {
    return sampler.factors().isPresent();
  }

  public TableEncoding encoding() {
    return encoding;
  }

  public TableFacts facts() {
    return facts;
  }

  /**
   * What tells rows that do not fit.
   *
   * @return of encoded rows without jitter
   */
  public AnomalyScorer scorer() {
    return scorer;
  }

  /**
   * The columns of generated rows.
   *
   * @return those of the table without the excluded ones
   */
  public List<Column> columns() {
    return encoding.schema();
  }

  /**
   * Draws rows.
   *
   * @param first number of the first row, at least 0
   * @param count how many, at least 0
   * @param seed decides which
   * @param executor shares the work
   * @return the rows {@code first} to {@code first + count} of an endless draw
   */
  public TableBatch sample(long first, int count, long seed, ShardExecutor executor) {
    Matrix points = sampler.points(first, count, seed, executor);
    match.apply(points);
    return encoding.decode(points);
  }

  /**
   * This model with other figures in its provenance.
   *
   * @param metrics what was measured
   * @return a model that shares the networks
   */
  public TableModel withMetrics(Map<String, Object> metrics) {
    RowSampler measured =
        new RowSampler(sampler.duet().withMetrics(metrics), sampler.lastNoise(), sampler.factors());
    return new TableModel(measured, encoding, match, scorer, facts);
  }

  /**
   * Writes the model; what was there is replaced as a whole or kept as a whole.
   *
   * @param directory does not exist yet, is empty, or holds the model of a table
   * @throws IOException if it cannot be written
   */
  public void save(Path directory) throws IOException {
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    tensors.put(MODEL_QUANTILES, match.model());
    tensors.put(DATA_QUANTILES, match.data());
    scorer.tensors().forEach((name, tensor) -> tensors.put(SCORER + name, tensor));
    sampler
        .factors()
        .ifPresent(
            factors ->
                factors.tensors().forEach((name, tensor) -> tensors.put(FACTORS + name, tensor)));
    TableArchive archive =
        new TableArchive(facts, encoding, sampler.lastNoise(), hasFactors(), tensors);
    sampler.duet().save(directory, archive);
  }

  /**
   * Whether a directory holds the model of a table, and not one of points.
   *
   * @param directory any
   * @return whether {@link #load} is for it
   */
  public static boolean isIn(Path directory) {
    return TableArchive.isIn(directory);
  }

  /**
   * Reads a model and checks all of it.
   *
   * @param directory where it was saved
   * @return the model
   * @throws ModelFormatException if there is none, or it is truncated, altered or newer
   * @throws IOException if it cannot be read
   */
  public static TableModel load(Path directory) throws IOException {
    DuetModel duet = DuetModel.load(directory);
    TableArchive archive = TableArchive.read(directory);
    Map<String, Matrix> tensors = archive.tensors();
    try {
      MarginalMatch match =
          MarginalMatch.ofQuantiles(
              tensor(tensors, MODEL_QUANTILES), tensor(tensors, DATA_QUANTILES));
      AnomalyScorer scorer = AnomalyScorer.restore(tensorsOf(SCORER, tensors));
      Optional<RowFactors> factors =
          archive.factors()
              ? Optional.of(RowFactors.restore(tensorsOf(FACTORS, tensors)))
              : Optional.empty();
      RowSampler sampler = new RowSampler(duet, archive.lastNoise(), factors);
      return new TableModel(sampler, archive.encoding(), match, scorer, archive.facts());
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          directory, e.getMessage(), "a table as Duet writes it", "save the model again", e);
    }
  }

  private static Map<String, Matrix> tensorsOf(String prefix, Map<String, Matrix> tensors) {
    Map<String, Matrix> own = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            own.put(name.substring(prefix.length()), tensor);
          }
        });
    return own;
  }

  private static Matrix tensor(Map<String, Matrix> tensors, String name) {
    Matrix tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("holds no tensor '" + name + "'");
    }
    return tensor;
  }
}
