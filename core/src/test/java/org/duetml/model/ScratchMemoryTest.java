package org.duetml.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import org.duetml.Duet;
import org.duetml.ShortTraining;
import org.duetml.data.Distributions;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sampling and scoring need their result and a room that does not grow with the number of rows.
 * With SIMD, vectors are objects until the JIT has compiled the loops, so that is not counted.
 */
class ScratchMemoryTest {
  private static final int FEW = 20_000;
  private static final int MANY = 60_000;

  /** Iterators, before the JIT does without them; for each row this is less than a byte. */
  private static final double TOLERANCE = 16_384;

  private final ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final DuetModel model =
      Duet.train(Distributions.named("8gaussians"), ShortTraining.config(8, 64, 2));
  private final ShardExecutor executor = new ShardExecutor(1);

  @BeforeEach
  void kernelsAreScalar() {
    assumeTrue(Kernels.get().name().equals("scalar"));
  }

  @AfterEach
  void end() {
    executor.close();
  }

  private long allocated(IntConsumer work, int rows) {
    long before = bean.getCurrentThreadAllocatedBytes();
    work.accept(rows);
    return bean.getCurrentThreadAllocatedBytes() - before;
  }

  private double growth(IntConsumer work) {
    work.accept(FEW);
    return allocated(work, MANY) - allocated(work, FEW);
  }

  @Test
  void samplingNeedsItsRowsAndNoMore() {
    double rows = (double) (MANY - FEW) * Matrix.padded(model.dimension()) * Float.BYTES;
    assertEquals(rows, growth(n -> model.sample(0, n, 1, executor)), TOLERANCE);
  }

  @Test
  void scoringNeedsItsScoresAndNoMore() {
    Matrix points = model.sample(0, MANY, 1, executor);
    Matrix few = new Matrix(FEW, model.dimension());
    few.copyRows(points, 0, 0, FEW);
    double scores = (double) (MANY - FEW) * Double.BYTES;
    assertEquals(scores, growth(n -> model.energy(n == MANY ? points : few, executor)), TOLERANCE);
  }
}
