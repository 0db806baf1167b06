package org.duetml.tabular.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.quality.Association.Values;

/**
 * The association of every pair of columns.
 *
 * @param values symmetric, 1 on the diagonal, NaN where a pair cannot be measured
 */
record AssociationMatrix(double[][] values) {
  private static final double DECIMALS = 1e4;

  /** Measures all pairs. */
  static AssociationMatrix of(TableBatch batch, ShardExecutor executor) {
    int columns = batch.columns().size();
    Values[] of = new Values[columns];
    for (int column = 0; column < columns; column++) {
      of[column] = values(batch, column);
    }
    double[][] matrix = new double[columns][columns];
    executor.run(
        columns,
        i -> {
          matrix[i][i] = 1;
          for (int j = 0; j < i; j++) {
            matrix[i][j] = Association.between(of[i], of[j]);
          }
        });
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        matrix[j][i] = matrix[i][j];
      }
    }
    return new AssociationMatrix(matrix);
  }

  private static Values values(TableBatch batch, int column) {
    if (batch.columns().get(column).kind().isNumber()) {
      return new Values(batch.numbers(column), null, 0);
    }
    Map<String, Integer> known = new HashMap<>();
    String[] texts = batch.texts(column);
    int[] codes = new int[texts.length];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = texts[row] == null ? -1 : known.computeIfAbsent(texts[row], _ -> known.size());
    }
    return new Values(null, codes, known.size());
  }

  /**
   * The mean absolute difference of all pairs; what cannot be measured counts as 0.
   *
   * @return NaN without pairs
   */
  double meanDifference(AssociationMatrix other) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += Math.abs(orZero(values[i][j]) - orZero(other.values[i][j]));
        pairs++;
      }
    }
    return sum / pairs;
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** The values to four decimals, row by row. */
  List<List<Double>> rounded() {
    List<List<Double>> rows = new ArrayList<>();
    for (double[] row : values) {
      List<Double> list = new ArrayList<>();
      for (double value : row) {
        list.add(Double.isNaN(value) ? value : Math.rint(value * DECIMALS) / DECIMALS);
      }
      rows.add(list);
    }
    return rows;
  }
}
