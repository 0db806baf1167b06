package org.duetml.tabular.encoding;

import org.duetml.kernel.Matrix;

/**
 * Encoded rows.
 *
 * @param points rows x dimension; finite
 * @param unknown for each column, how many values the training did not know: categories, missing
 *     values, and others than that of a constant column
 */
public record EncodedRows(Matrix points, int[] unknown) {}
