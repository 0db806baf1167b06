package org.duetml.tabular.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.duetml.kernel.RandomStream;

/**
 * Gradient boosting of regression trees (Friedman 2001) with second-order steps (Chen and Guestrin
 * 2016) on binned values: the classifier and the regressor behind detectability and usefulness.
 * Trees, because they see what networks overlook: values that only one side has, limits, rounded
 * numbers. One setting for all tables.
 *
 * <p>Immutable and safe for concurrent use.
 */
final class BoostedTrees {
  private static final int ROUNDS = 100;
  private static final double LEARNING_RATE = 0.1;

  /** Each tree looks at so many columns, drawn anew, so that wide tables do not take long. */
  private static final int COLUMNS_PER_TREE = 40;

  /** What is predicted. */
  enum Loss {
    /** Numbers, by half the squared error. */
    SQUARED,
    /** 0 or 1, by the logistic loss; the score is in log-odds. */
    LOGISTIC
  }

  private final double start;
  private final List<RegressionTree> trees;
  private final double[] gains;

  private BoostedTrees(double start, List<RegressionTree> trees, double[] gains) {
    this.start = start;
    this.trees = trees;
    this.gains = gains;
  }

  /**
   * Fits.
   *
   * @param rows the predictors
   * @param chosen which rows to learn from, at least one
   * @param targets one for each of all rows
   * @param loss what targets are
   * @param stream decides the columns of each tree
   */
  static BoostedTrees fit(
      BinnedRows rows, int[] chosen, double[] targets, Loss loss, RandomStream stream) {
    double start = start(chosen, targets, loss);
    double[] scores = new double[rows.rows()];
    Arrays.fill(scores, start);
    double[] gradients = new double[rows.rows()];
    double[] curvatures = new double[rows.rows()];
    double[] gains = new double[rows.columns()];
    List<RegressionTree> trees = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int row : chosen) {
        double mean = loss == Loss.LOGISTIC ? logistic(scores[row]) : scores[row];
        gradients[row] = mean - targets[row];
        curvatures[row] = loss == Loss.LOGISTIC ? mean * (1 - mean) : 1;
      }
      int[] columns = columns(rows.columns(), round, stream);
      RegressionTree tree = TreeGrowth.grow(rows, chosen, columns, gradients, curvatures, gains);
      for (int row : chosen) {
        scores[row] += LEARNING_RATE * tree.value(rows, row);
      }
      trees.add(tree);
    }
    return new BoostedTrees(start, List.copyOf(trees), gains);
  }

  /** The best constant; of classes, away from infinity where only one occurs. */
  private static double start(int[] chosen, double[] targets, Loss loss) {
    double sum = 0;
    for (int row : chosen) {
      sum += targets[row];
    }
    if (loss == Loss.SQUARED) {
      return sum / chosen.length;
    }
    double share = (sum + 0.5) / (chosen.length + 1);
    return StrictMath.log(share / (1 - share));
  }

  private static double logistic(double score) {
    return 1 / (1 + StrictMath.exp(-score));
  }

  private static int[] columns(int all, int round, RandomStream stream) {
    int[] order = new int[all];
    stream.permutation(round, order);
    int[] columns = Arrays.copyOf(order, Math.min(all, COLUMNS_PER_TREE));
    // Of equally good splits the first column's is taken: in the order of the table, always.
    Arrays.sort(columns);
    return columns;
  }

  /**
   * Predicts.
   *
   * @param rows binned as those that were learned from
   * @param row which
   * @return the number itself, or the log-odds of 1
   */
  double score(BinnedRows rows, int row) {
    double score = start;
    for (RegressionTree tree : trees) {
      score += LEARNING_RATE * tree.value(rows, row);
    }
    return score;
  }

  /**
   * How much the splits in each column lowered the loss on the rows learned from.
   *
   * @return one for each column, at least 0; not a copy
   */
  double[] gains() {
    return gains;
  }
}
