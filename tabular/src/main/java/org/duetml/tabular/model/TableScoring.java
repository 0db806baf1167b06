package org.duetml.tabular.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
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
   * The columns that contribute most to each row's energy. Those whose values the training did not
   * know come first: each alone puts the row far from all, whatever it surprises beside the others.
   *
   * @param rows encoded
   * @param most how many columns, at least 1
   * @param executor shares the work
   * @return for each row their places, the most surprising first; none that surprises less than
   *     usual
   */
  public List<List<Integer>> contributors(EncodedRows rows, int most, ShardExecutor executor) {
    double[][] contributions = scorer.contributions(rows.points(), groups, executor);
    List<List<Integer>> found = new ArrayList<>();
    for (int row = 0; row < contributions.length; row++) {
      found.add(contributors(contributions[row], unknown(rows, row), most));
    }
    return found;
  }

  private List<Integer> contributors(double[] contributions, BitSet unknown, int most) {
    Comparator<Integer> unknownFirst =
        Comparator.comparing((Integer group) -> !unknown.get(columns.get(group)));
    return IntStream.range(0, contributions.length)
        .filter(group -> contributions[group] > 0 || unknown.get(columns.get(group)))
        .boxed()
        .sorted(unknownFirst.thenComparing(group -> -contributions[group]))
        .limit(most)
        .map(columns::get)
        .toList();
  }

  /** Columns of a row with unknown values; where they break a rule, with the column that rules. */
  private BitSet unknown(EncodedRows rows, int row) {
    BitSet found = new BitSet();
    for (int column = 0; column < rows.unknown().size(); column++) {
      if (rows.unknown().get(column).get(row)) {
        found.set(column);
        model.encoding().columns().get(column).encoding().ruledBy().ifPresent(found::set);
      }
    }
    return found;
  }
}
