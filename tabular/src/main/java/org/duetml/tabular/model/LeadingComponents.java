package org.duetml.tabular.model;

import org.duetml.kernel.RandomStream;

/**
 * The leading eigenvectors of the correlation of standardised rows, by orthogonal iteration (Golub
 * and Van Loan, Matrix Computations, section 8.2): products with the rows alone, so that no matrix
 * of dimensions x dimensions is ever formed. Vectors of nearly equal eigenvalues may be mixed with
 * each other, which leaves the space they span as it is.
 *
 * @param vectors orthonormal, each of as many numbers as a row, by falling eigenvalue
 * @param values the eigenvalues, at least 0
 */
record LeadingComponents(double[][] vectors, double[] values) {
  private static final int ITERATIONS = 30;

  /**
   * Finds them.
   *
   * @param rows standardised, at least one
   * @param count how many, at most the numbers of a row
   */
  static LeadingComponents of(double[][] rows, int count) {
    double[][] vectors = start(count, rows[0].length);
    double[] values = new double[count];
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      vectors = times(rows, vectors);
      orthogonalise(vectors, values);
    }
    return new LeadingComponents(vectors, values);
  }

  private static double[][] start(int count, int dimension) {
    RandomStream stream = RandomStream.of(0, "table.components");
    double[][] vectors = new double[count][dimension];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < dimension; d++) {
        vectors[i][d] = stream.normal(i, d);
      }
    }
    orthogonalise(vectors, new double[count]);
    return vectors;
  }

  /** The correlation times every vector: {@code X' (X v) / n}. */
  private static double[][] times(double[][] rows, double[][] vectors) {
    double[][] products = new double[vectors.length][rows[0].length];
    for (double[] row : rows) {
      for (int i = 0; i < vectors.length; i++) {
        add(products[i], dot(row, vectors[i]) / rows.length, row);
      }
    }
    return products;
  }

  /** Gram and Schmidt's method in place; the lengths that were left tend to the eigenvalues. */
  private static void orthogonalise(double[][] vectors, double[] lengths) {
    for (int i = 0; i < vectors.length; i++) {
      for (int j = 0; j < i; j++) {
        add(vectors[i], -dot(vectors[i], vectors[j]), vectors[j]);
      }
      lengths[i] = Math.sqrt(dot(vectors[i], vectors[i]));
      for (int d = 0; d < vectors[i].length; d++) {
        vectors[i][d] = lengths[i] == 0 ? 0 : vectors[i][d] / lengths[i];
      }
    }
  }

  private static void add(double[] target, double factor, double[] vector) {
    for (int d = 0; d < target.length; d++) {
      target[d] += factor * vector[d];
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }
}
