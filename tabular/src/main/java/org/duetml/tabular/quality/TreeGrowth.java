package org.duetml.tabular.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Grows one tree by the gain of second order (Chen and Guestrin 2016, equation 7). The bins of a
 * category are first put in the order of their mean gradients, in which the best two groups are a
 * beginning and an end (Fisher 1958).
 */
final class TreeGrowth {
  private static final int DEPTH = 4;
  private static final int FEWEST_ROWS_OF_LEAF = 10;
  private static final double RIDGE = 1;

  /** Draws the means of rare categories to the middle: so many rows' curvature. */
  private static final double SMOOTHING = 5;

  private final BinnedRows rows;
  private final int[] columns;
  private final double[] gradients;
  private final double[] curvatures;
  private final double[] gains;
  private final double[] gradientOfBin = new double[Binning.BINS];
  private final double[] curvatureOfBin = new double[Binning.BINS];
  private final int[] rowsOfBin = new int[Binning.BINS];

  private TreeGrowth(
      BinnedRows rows, int[] columns, double[] gradients, double[] curvatures, double[] gains) {
    this.rows = rows;
    this.columns = columns;
    this.gradients = gradients;
    this.curvatures = curvatures;
    this.gains = gains;
  }

  /** A split, and by how much it lowers the loss. */
  private record Split(int column, boolean[] goesLeft, double gain) {}

  /**
   * Grows a tree.
   *
   * @param rows the predictors
   * @param chosen which rows to learn from
   * @param columns which columns to look at
   * @param gradients of the loss by the score, by row
   * @param curvatures of the loss by the score, by row
   * @param gains by column: the tree's gains are added
   */
  static RegressionTree grow(
      BinnedRows rows,
      int[] chosen,
      int[] columns,
      double[] gradients,
      double[] curvatures,
      double[] gains) {
    return new TreeGrowth(rows, columns, gradients, curvatures, gains).node(chosen, 0);
  }

  private RegressionTree node(int[] chosen, int depth) {
    double gradient = 0;
    double curvature = 0;
    for (int row : chosen) {
      gradient += gradients[row];
      curvature += curvatures[row];
    }
    Split split = depth < DEPTH ? best(chosen, gradient, curvature) : null;
    if (split == null) {
      return RegressionTree.leaf(-gradient / (curvature + RIDGE));
    }
    gains[split.column()] += split.gain();
    int[] left = side(chosen, split, true);
    int[] right = side(chosen, split, false);
    return new RegressionTree(
        split.column(), split.goesLeft(), node(left, depth + 1), node(right, depth + 1), 0);
  }

  private int[] side(int[] chosen, Split split, boolean left) {
    int[] side = new int[chosen.length];
    int count = 0;
    for (int row : chosen) {
      if (split.goesLeft()[rows.bin(split.column(), row)] == left) {
        side[count++] = row;
      }
    }
    return Arrays.copyOf(side, count);
  }

  /** The best split; null if there is none. */
  private Split best(int[] chosen, double gradient, double curvature) {
    Split best = null;
    if (chosen.length < 2 * FEWEST_ROWS_OF_LEAF) {
      return null;
    }
    for (int column : columns) {
      count(chosen, column);
      double atLeast = best == null ? 0 : best.gain();
      Split split = best(column, chosen.length, gradient, curvature, atLeast);
      best = split == null ? best : split;
    }
    return best;
  }

  private void count(int[] chosen, int column) {
    Arrays.fill(gradientOfBin, 0);
    Arrays.fill(curvatureOfBin, 0);
    Arrays.fill(rowsOfBin, 0);
    byte[] bins = rows.bins()[column];
    for (int row : chosen) {
      int bin = bins[row] & 0xFF;
      gradientOfBin[bin] += gradients[row];
      curvatureOfBin[bin] += curvatures[row];
      rowsOfBin[bin]++;
    }
  }

  /** The best split of a column; null if none gains more than {@code atLeast}. */
  private Split best(int column, int all, double gradient, double curvature, double atLeast) {
    int[] order = order(column);
    double most = atLeast;
    int end = -1;
    double leftGradient = 0;
    double leftCurvature = 0;
    int left = 0;
    for (int i = 0; i + 1 < order.length; i++) {
      leftGradient += gradientOfBin[order[i]];
      leftCurvature += curvatureOfBin[order[i]];
      left += rowsOfBin[order[i]];
      if (left >= FEWEST_ROWS_OF_LEAF && all - left >= FEWEST_ROWS_OF_LEAF) {
        double gain =
            (score(leftGradient, leftCurvature)
                    + score(gradient - leftGradient, curvature - leftCurvature)
                    - score(gradient, curvature))
                / 2;
        if (gain > most) {
          most = gain;
          end = i;
        }
      }
    }
    return end < 0 ? null : new Split(column, goesLeft(column, order, end), most);
  }

  private static double score(double gradient, double curvature) {
    return gradient * gradient / (curvature + RIDGE);
  }

  /** The bins that have rows, in the order in which they are cut in two. */
  private int[] order(int column) {
    IntStream present = IntStream.range(0, Binning.BINS).filter(bin -> rowsOfBin[bin] > 0);
    if (rows.ordered()[column]) {
      return present.toArray();
    }
    return present
        .boxed()
        .sorted(
            Comparator.comparing(
                (Integer bin) -> gradientOfBin[bin] / (curvatureOfBin[bin] + SMOOTHING)))
        .mapToInt(bin -> bin)
        .toArray();
  }

  /** Bins without rows go where their neighbours go; of categories, right. */
  private boolean[] goesLeft(int column, int[] order, int end) {
    boolean[] goesLeft = new boolean[Binning.BINS];
    if (rows.ordered()[column]) {
      Arrays.fill(goesLeft, 0, order[end] + 1, true);
    } else {
      for (int i = 0; i <= end; i++) {
        goesLeft[order[i]] = true;
      }
    }
    return goesLeft;
  }
}
