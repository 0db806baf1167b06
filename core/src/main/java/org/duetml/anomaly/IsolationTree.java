package org.duetml.anomaly;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/**
 * A tree of an {@link IsolationForest} (Liu, Ting and Zhou 2008, algorithms 2 and 3). Columns that
 * are constant in a node are not split. Nodes are numbered in the order in which they are grown.
 */
final class IsolationTree {
  private static final int LEAF = -1;

  private final Matrix training;
  private final RandomStream splits;
  private final long tree;
  private final int deepest;
  private final int[] column;
  private final float[] place;
  private final int[] right;
  private final double[] leafPath;
  private int nodes;

  /** Grows a tree from the first {@code sample} rows of an order. */
  IsolationTree(Matrix training, int[] order, int sample, RandomStream splits, long tree) {
    this.training = training;
    this.splits = splits;
    this.tree = tree;
    deepest = Integer.SIZE - Integer.numberOfLeadingZeros(sample - 1);
    int most = 2 * sample;
    column = new int[most];
    place = new float[most];
    right = new int[most];
    leafPath = new double[most];
    grow(order, 0, sample, 0);
  }

  /** The left child of a node is the next one; returns the node's number. */
  private int grow(int[] rows, int from, int to, int depth) {
    int node = nodes++;
    int chosen = depth < deepest && to - from > 1 ? splittable(rows, from, to, node) : LEAF;
    column[node] = chosen;
    if (chosen == LEAF) {
      leafPath[node] = depth + IsolationForest.usualPath(to - from);
      return node;
    }
    float[] range = range(rows, from, to, chosen);
    double share = splits.uniform(tree, 2L * node + 1);
    place[node] =
        Math.max(Math.nextUp(range[0]), (float) (range[0] + share * (range[1] - range[0])));
    int middle = partition(rows, from, to, chosen, place[node]);
    grow(rows, from, middle, depth + 1);
    right[node] = grow(rows, middle, to, depth + 1);
    return node;
  }

  /** A random column among those that are not constant here; {@link #LEAF} if all are. */
  private int splittable(int[] rows, int from, int to, int node) {
    int[] candidates = new int[training.columns()];
    int count = 0;
    for (int c = 0; c < candidates.length; c++) {
      float[] range = range(rows, from, to, c);
      if (range[0] < range[1]) {
        candidates[count++] = c;
      }
    }
    return count == 0 ? LEAF : candidates[splits.integer(tree, 2L * node, count)];
  }

  private float[] range(int[] rows, int from, int to, int c) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      least = Math.min(least, training.get(rows[i], c));
      most = Math.max(most, training.get(rows[i], c));
    }
    return new float[] {least, most};
  }

  /** Moves the rows below the place to the front; returns where the others begin. */
  private int partition(int[] rows, int from, int to, int c, float at) {
    int middle = from;
    for (int i = from; i < to; i++) {
      if (training.get(rows[i], c) < at) {
        int row = rows[i];
        rows[i] = rows[middle];
        rows[middle++] = row;
      }
    }
    return middle;
  }

  /** The number of splits until a row's leaf, and what the rows left there would have needed. */
  double pathLength(Matrix rows, int row) {
    int node = 0;
    while (column[node] != LEAF) {
      node = rows.get(row, column[node]) < place[node] ? node + 1 : right[node];
    }
    return leafPath[node];
  }
}
