package org.duetml.tabular.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.duetml.anomaly.AnomalyScorer;
import org.duetml.energy.Normalizer;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.EncodedRows;
import org.duetml.tabular.encoding.Jitter;
import org.duetml.tabular.encoding.TableEncoding;

/** Scores rows with a model. Immutable and safe for concurrent use, with an executor for each. */
public final class TableScoring {
  private final TableModel model;
  private final AnomalyScorer scorer;

  /** Columns that have dimensions, with these. */
  private final List<Integer> columns = new ArrayList<>();

  private final List<int[]> groups = new ArrayList<>();

  /**
   * Scoring with a model.
   *
   * @param model of a table
   */
  public TableScoring(TableModel model) {
    this.model = model;
    this.scorer = model.scorer();
    TableEncoding encoding = model.encoding();
    for (int column = 0; column < encoding.columns().size(); column++) {
      int[] group = IntStream.range(encoding.offset(column), encoding.offset(column + 1)).toArray();
      if (group.length > 0 && group.length < encoding.dimension()) {
        columns.add(column);
        groups.add(group);
      }
    }
  }

  /**
   * Encodes rows without jitter, as they are scored.
   *
   * @param rows of the model's columns
   * @return points, with the number of values that the training did not know
   */
  public EncodedRows encode(TableBatch rows) {
    return model.encoding().encode(rows, Jitter.NONE);
  }

  /**
   * Whether scores have a log-density.
   *
   * @return whether log Z is known reliably, and of encoded rows, not of their factors
   */
  public boolean hasLogDensity() {
    return !model.hasFactors() && model.duet().normalizer().map(Normalizer::reliable).orElse(false);
  }

  /**
   * Scores rows.
   *
   * @param points encoded rows
   * @param executor shares the work
   * @return one entry per row
   */
  public TableScores score(Matrix points, ShardExecutor executor) {
    double[] energies = scorer.energies(points, executor);
    return new TableScores(
        energies,
        Arrays.stream(energies).map(scorer::percentile).toArray(),
        Arrays.stream(energies).map(scorer::pValue).toArray(),
        hasLogDensity() ? model.duet().logDensity(points, executor) : null);
  }

  /**
   * The columns that contribute most to each row's energy.
   *
   * @param points encoded rows
   * @param most how many columns, at least 1
   * @param executor shares the work
   * @return for each row their places, the most surprising first; none that surprises less than
   *     usual
   */
  public List<List<Integer>> contributors(Matrix points, int most, ShardExecutor executor) {
    double[][] contributions = scorer.contributions(points, groups, executor);
    List<List<Integer>> found = new ArrayList<>();
    for (double[] row : contributions) {
      found.add(
          IntStream.range(0, row.length)
              .filter(group -> row[group] > 0)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer group) -> -row[group]))
              .limit(most)
              .map(columns::get)
              .toList());
    }
    return found;
  }
}
