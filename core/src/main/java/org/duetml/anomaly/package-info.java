/**
 * Scores for rows that do not fit: a kernel energy whose density is known in closed form, conformal
 * p-values, what each column contributes, and the two baselines that everyone would try.
 */
package org.duetml.anomaly;
