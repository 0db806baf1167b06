package org.duetml.tabular.quality;

/**
 * A tree of splits with a value at every leaf.
 *
 * @param column what the split looks at; unused at a leaf
 * @param goesLeft by bin: whether its rows go left; null at a leaf
 * @param left null at a leaf
 * @param right null at a leaf
 * @param leaf the value; unused at a split
 */
record RegressionTree(
    int column, boolean[] goesLeft, RegressionTree left, RegressionTree right, double leaf) {
  static RegressionTree leaf(double value) {
    return new RegressionTree(-1, null, null, null, value);
  }

  double value(BinnedRows rows, int row) {
    RegressionTree node = this;
    while (node.goesLeft != null) {
      node = node.goesLeft[rows.bin(node.column, row)] ? node.left : node.right;
    }
    return node.leaf;
  }
}
