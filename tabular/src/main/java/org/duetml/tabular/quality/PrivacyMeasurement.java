package org.duetml.tabular.quality;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.TableBatch;

/** Counts copies and measures distances to the closest record. */
final class PrivacyMeasurement {
  private static final double NEAR = 0.05;

  private PrivacyMeasurement() {}

  /**
   * Measures.
   *
   * @return null if one of the batches has no rows
   */
  static Privacy of(
      TableBatch training,
      TableBatch heldOut,
      TableBatch synthetic,
      long seed,
      ShardExecutor executor) {
    if (training.rows() == 0 || heldOut.rows() == 0 || synthetic.rows() == 0) {
      return null;
    }
    int rows = Math.min(Privacy.MOST_ROWS, Math.min(heldOut.rows(), synthetic.rows()));
    TableBatch known = chosen(training, Privacy.MOST_TRAINING_ROWS, seed, "training");
    ClosestRecord closest = new ClosestRecord(known);
    double[] fresh = closest.distances(chosen(heldOut, rows, seed, "held-out"), executor);
    double[] made = closest.distances(chosen(synthetic, rows, seed, "synthetic"), executor);
    Arrays.sort(fresh);
    Arrays.sort(made);
    double near = fresh[Math.max(0, (int) Math.ceil(NEAR * fresh.length) - 1)];
    Set<RowKey> ofTraining = keys(training);
    Set<RowKey> ofHeldOut = keys(heldOut);
    return new Privacy(
        copies(synthetic, ofTraining),
        alsoIn(synthetic, ofTraining, ofHeldOut),
        copies(heldOut, ofTraining),
        near,
        shareWithin(made, near),
        shareWithin(fresh, near),
        made[made.length / 2],
        fresh[fresh.length / 2],
        rows,
        known.rows());
  }

  private static TableBatch chosen(TableBatch batch, int most, long seed, String what) {
    return Batches.chosen(batch, RowChoice.of(batch.rows(), most, seed, "privacy." + what));
  }

  private static Set<RowKey> keys(TableBatch batch) {
    Set<RowKey> keys = HashSet.newHashSet(batch.rows());
    for (int row = 0; row < batch.rows(); row++) {
      keys.add(new RowKey(batch, row));
    }
    return keys;
  }

  private static int copies(TableBatch batch, Set<RowKey> of) {
    return alsoIn(batch, of, of);
  }

  private static int alsoIn(TableBatch batch, Set<RowKey> first, Set<RowKey> second) {
    int count = 0;
    for (int row = 0; row < batch.rows(); row++) {
      RowKey key = new RowKey(batch, row);
      if (first.contains(key) && second.contains(key)) {
        count++;
      }
    }
    return count;
  }

  private static double shareWithin(double[] sorted, double limit) {
    return (double) Arrays.stream(sorted).filter(value -> value <= limit).count() / sorted.length;
  }
}
