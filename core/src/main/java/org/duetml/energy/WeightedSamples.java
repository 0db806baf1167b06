package org.duetml.energy;

import org.duetml.kernel.Matrix;

/**
 * Samples of a proposal with what is needed to reweight them to {@code q = exp(-E / tau) / Z}: the
 * weight of row i is {@code exp(logWeights[i] - E(x_i) / tau)}, and its expectation is Z (algorithm
 * section 5).
 *
 * @param samples rows of D
 * @param logWeights one per row, without the energy, in nats
 */
public record WeightedSamples(Matrix samples, double[] logWeights) {
  /** Refuses unequal lengths. */
  public WeightedSamples {
    if (samples.rows() != logWeights.length) {
      throw new IllegalArgumentException(
          samples.rows() + " samples with " + logWeights.length + " weights");
    }
  }
}
