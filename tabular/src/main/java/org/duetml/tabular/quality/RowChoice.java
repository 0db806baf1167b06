package org.duetml.tabular.quality;

import java.util.Arrays;
import org.duetml.kernel.RandomStream;

/** Chooses rows where a figure would take too long on all of them. */
final class RowChoice {
  private RowChoice() {}

  /**
   * Rows without repetition, in random order; the first of fewer are the same.
   *
   * @param rows how many there are
   * @param most how many are wanted
   * @param seed decides which
   * @param what the rows are for
   * @return as many as wanted, or all
   */
  static int[] of(int rows, int most, long seed, String what) {
    int[] order = new int[rows];
    RandomStream.of(seed, "quality." + what).permutation(0, order);
    return Arrays.copyOf(order, Math.min(rows, most));
  }
}
