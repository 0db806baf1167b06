package org.duetml.anomaly;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * The isolation forest of Liu, Ting and Zhou (2008) with their settings: 100 trees, each grown from
 * 256 rows by splitting a random column at a random place; what is alone after few splits is odd.
 * Immutable and safe for concurrent use, with an executor for each caller.
 */
public final class IsolationForest {
  private static final int TREES = 100;
  private static final int SAMPLE = 256;

  /** The Euler-Mascheroni constant. */
  private static final double EULER = 0.5772156649015329;

  private final IsolationTree[] trees = new IsolationTree[TREES];
  private final double usualPath;

  /**
   * Grows the trees.
   *
   * @param training at least 2 rows, in any scale
   * @param seed decides samples and splits
   * @param executor shares the work
   */
  public IsolationForest(Matrix training, long seed, ShardExecutor executor) {
    if (training.rows() < 2) {
      throw new IllegalArgumentException(
          "%d training rows: expected at least 2".formatted(training.rows()));
    }
    int sample = Math.min(SAMPLE, training.rows());
    usualPath = usualPath(sample);
    RandomStream samples = RandomStream.of(seed, "forest.rows");
    RandomStream splits = RandomStream.of(seed, "forest.splits");
    executor.run(
        TREES,
        tree -> {
          int[] order = new int[training.rows()];
          samples.permutation(tree, order);
          trees[tree] = new IsolationTree(training, order, sample, splits, tree);
        });
  }

  /**
   * How long an unsuccessful search in a binary search tree of n rows takes: {@code c(n) = 2 H(n -
   * 1) - 2 (n - 1) / n} (their equation 1).
   *
   * @param n at least 0
   * @return 0 for a single row, 1 for two
   */
  static double usualPath(int n) {
    return switch (n) {
      case 0, 1 -> 0;
      case 2 -> 1;
      default -> 2 * (StrictMath.log(n - 1.0) + EULER) - 2 * (n - 1.0) / n;
    };
  }

  /**
   * Scores of rows (their equation 2): {@code 2^(-mean path length / c(256))}.
   *
   * @param rows any number, as many columns as the training rows
   * @param executor shares the work
   * @return in (0, 1), high for odd rows
   */
  public double[] scores(Matrix rows, ShardExecutor executor) {
    double[] scores = new double[rows.rows()];
    executor.shards(
        rows.rows(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            double sum = 0;
            for (IsolationTree tree : trees) {
              sum += tree.pathLength(rows, row);
            }
            scores[row] = StrictMath.pow(2, -sum / TREES / usualPath);
          }
        });
    return scores;
  }
}
