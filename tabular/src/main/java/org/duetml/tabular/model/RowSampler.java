package org.duetml.tabular.model;

import java.util.Optional;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * Draws encoded rows, before their marginals are matched. The noise of a diffusion model's last
 * transition is the same in every direction, while a column that nearly follows from others varies
 * by less than that: drawn without it, columns go together as they should. What it takes from the
 * spread of the columns that vary freely, {@link org.duetml.tabular.encoding.MarginalMatch} gives
 * back.
 *
 * @param duet of the encoded rows, or of the scores of their factors
 * @param lastNoise whether the last transition adds its noise: for a sampler that played the game,
 *     which learned with it, and for models of before format version 2
 * @param factors of a table with few rows and many dimensions
 */
record RowSampler(DuetModel duet, boolean lastNoise, Optional<RowFactors> factors) {
  private static final String NOISE = "table.residual";

  RowSampler {
    if (factors.isPresent() && factors.get().loadings().rows() != duet.dimension()) {
      throw new IllegalArgumentException(
          "%d factors for a model of %d dimensions: expected as many"
              .formatted(factors.get().loadings().rows(), duet.dimension()));
    }
  }

  /** The rule for a trained model. */
  static RowSampler of(DuetModel duet, Optional<RowFactors> factors) {
    return new RowSampler(duet, duet.config().gcd().iterations() > 0, factors);
  }

  /** How many numbers an encoded row has. */
  int dimension() {
    return factors.map(RowFactors::dimension).orElse(duet.dimension());
  }

  /** Encoded rows; a smaller draw begins a larger one. */
  Matrix points(long first, int count, long seed, ShardExecutor executor) {
    Matrix drawn =
        lastNoise
            ? duet.sample(first, count, seed, executor)
            : duet.sampleMeans(first, count, seed, executor);
    return factors
        .map(known -> known.rows(drawn, first, RandomStream.of(seed, NOISE), executor))
        .orElse(drawn);
  }
}
