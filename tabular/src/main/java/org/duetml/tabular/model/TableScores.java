package org.duetml.tabular.model;

/**
 * How well rows fit the model of a table; one entry per row.
 *
 * @param energies of the anomaly scorer's kernel density, in nats; higher is less likely
 * @param percentiles percentage of held-out rows of lower energy
 * @param pValues how often a row that fits has so high an energy, from conformal prediction
 * @param logDensities of the game's energy at the encoded row, in nats; null where log Z is not
 *     known reliably
 */
public record TableScores(
    double[] energies, double[] percentiles, double[] pValues, double[] logDensities) {}
