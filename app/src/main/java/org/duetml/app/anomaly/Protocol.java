package org.duetml.app.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.duetml.kernel.RandomStream;

/** How a table becomes training rows and test rows. Training rows are always normal ones. */
public enum Protocol {
  /**
   * That of Livernoche et al. (2024): a table of fewer than 1000 rows is resampled to 1000 with
   * replacement, then the first half of the normal rows in the order of the file is trained on.
   * Training rows recur among the test rows of resampled tables, so it rewards memory.
   */
  PUBLISHED {
    @Override
    Split split(LabelledTable table, long seed) {
      int count = table.rows().length;
      int[] rows = new int[Math.max(RESAMPLED, count)];
      RandomStream stream = RandomStream.of(seed, "benchmark.resample");
      for (int i = 0; i < rows.length; i++) {
        rows[i] = count < RESAMPLED ? stream.integer(0, i, count) : i;
      }
      return half(table, rows, false, seed);
    }
  },
  /** A random half of the normal rows is trained on; every row occurs once. */
  CLEAN {
    @Override
    Split split(LabelledTable table, long seed) {
      int[] rows = new int[table.rows().length];
      Arrays.setAll(rows, i -> i);
      return half(table, rows, true, seed);
    }
  };

  private static final int RESAMPLED = 1000;

  abstract Split split(LabelledTable table, long seed);

  private static Split half(LabelledTable table, int[] rows, boolean shuffle, long seed) {
    List<double[]> normals = new ArrayList<>();
    List<double[]> anomalies = new ArrayList<>();
    for (int row : rows) {
      (table.anomaly()[row] ? anomalies : normals).add(table.rows()[row]);
    }
    if (shuffle) {
      int[] order = new int[normals.size()];
      RandomStream.of(seed, "benchmark.split").permutation(0, order);
      List<double[]> inOrder = List.copyOf(normals);
      normals.clear();
      for (int place : order) {
        normals.add(inOrder.get(place));
      }
    }
    int half = normals.size() / 2;
    return Split.of(
        Collections.unmodifiableList(normals.subList(0, half)),
        normals.subList(half, normals.size()),
        anomalies);
  }
}
