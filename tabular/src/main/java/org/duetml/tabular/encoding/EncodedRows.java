package org.duetml.tabular.encoding;

import java.util.BitSet;
import java.util.List;
import org.duetml.kernel.Matrix;

/**
 * Encoded rows.
 *
 * @param points rows x dimension; finite
 * @param unknown for each column, the rows whose values the training did not know: categories,
 *     missing values, breaches of a rule, and others than that of a constant column
 */
public record EncodedRows(Matrix points, List<BitSet> unknown) {}
