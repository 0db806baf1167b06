package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

class SampleDrawTest {
  private final DiffusionSampler sampler =
      DiffusionSampler.of(
          NoiseSchedule.logSnr(2, 0.15, 5), NoisePredictor.perStep(2, 2, 4, 1, Activation.SILU, 3));

  private Matrix draw(long first, int count) {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      return SampleDraw.of(sampler, first, count, RandomStream.of(1, "draw"), executor);
    }
  }

  /** Pieces that begin and end inside, at and beyond the ends of batches. */
  @Test
  void piecesAreTheRowsOfTheWhole() {
    Matrix whole = draw(0, 2 * SampleDraw.BATCH + 10);
    int[][] pieces = {
      {0, 3}, {5, 7}, {SampleDraw.BATCH - 2, 5}, {SampleDraw.BATCH, 4}, {3, 2 * SampleDraw.BATCH}
    };
    for (int[] piece : pieces) {
      Matrix part = draw(piece[0], piece[1]);
      assertEquals(piece[1], part.rows());
      int stride = whole.stride();
      assertArrayEquals(
          Arrays.copyOfRange(whole.values(), piece[0] * stride, (piece[0] + piece[1]) * stride),
          part.values());
    }
  }

  /** On the same way, a sample lies one noise of the last transition beside its mean. */
  @Test
  void aMeanIsASampleWithoutTheLastNoise() {
    RandomStream stream = RandomStream.of(1, "draw");
    int first = 3;
    int count = SampleDraw.BATCH + 5;
    Matrix samples = draw(first, count);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Matrix means = SampleDraw.ofMeans(sampler, first, count, stream, executor);
      Rollout rollout = Rollout.forSampling(sampler, SampleDraw.BATCH);
      rollout.run(stream, 0, executor);
      double sigma = sampler.sigma(1);
      double squares = 0;
      for (int i = 0; i < count; i++) {
        for (int d = 0; d < 2; d++) {
          double added = samples.get(i, d) - means.get(i, d);
          squares += added * added;
          if (first + i < SampleDraw.BATCH) {
            double noise = rollout.noise().get(rollout.firstSample() + first + i, d);
            assertEquals(sigma * noise, added, 1e-5);
          }
        }
      }
      assertEquals(sigma, Math.sqrt(squares / (2.0 * count)), 0.05 * sigma);
    }
  }
}
