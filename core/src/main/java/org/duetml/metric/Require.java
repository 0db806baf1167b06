package org.duetml.metric;

import org.duetml.data.Distribution;
import org.duetml.kernel.Matrix;

/** Checks of arguments, each with one line that names the value and what was expected. */
final class Require {
  private Require() {}

  static void atLeast(int smallest, int value, String what) {
    if (value < smallest) {
      throw new IllegalArgumentException(
          "%s is %d: expected at least %d".formatted(what, value, smallest));
    }
  }

  static void sameColumns(Matrix reference, Matrix sample) {
    if (sample.columns() != reference.columns()) {
      throw new IllegalArgumentException(
          "the sample has %d columns: expected %d as in the reference"
              .formatted(sample.columns(), reference.columns()));
    }
  }

  static void sameShape(Matrix reference, Matrix sample) {
    sameColumns(reference, sample);
    if (sample.rows() != reference.rows()) {
      throw new IllegalArgumentException(
          "the sample has %d rows: expected %d as in the reference"
              .formatted(sample.rows(), reference.rows()));
    }
  }

  /** The sample can give {@code rows} rows, at least {@code smallest}. */
  static void rows(int smallest, int rows, Matrix... samples) {
    atLeast(smallest, rows, "the number of rows to compare");
    for (Matrix sample : samples) {
      if (rows > sample.rows()) {
        throw new IllegalArgumentException(
            "%d rows are to be compared: the sample has only %d".formatted(rows, sample.rows()));
      }
    }
  }

  static void dimension(Distribution law, Matrix sample) {
    if (sample.columns() != law.dimension()) {
      throw new IllegalArgumentException(
          "the sample has %d columns: expected %d as %s has"
              .formatted(sample.columns(), law.dimension(), law.name()));
    }
  }
}
