/**
 * Networks: forward, backward and parameter gradients over ranges of rows; optimiser and averages.
 * Knows nothing of the algorithm's losses.
 */
package org.duetml.nn;
