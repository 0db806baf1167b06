/**
 * How good synthetic rows are, measured on real ones: column by column, in pairs, by a classifier
 * that tries to tell them apart, by their distance to the training rows, and by what a model learns
 * from them.
 */
package org.duetml.tabular.quality;
