package org.duetml.bench;

/** The matrix products of one training step, on one thread. */
interface StepProducts {
  /** {@code y = x W} of the second layer, on the whole batch. */
  void forward();

  /** {@code dx = dy transpose(W)} of the second layer. */
  void inputGradient();

  /** {@code dW = transpose(x) dy} of the second layer. */
  void weightGradient();

  /**
   * All products of the step, whose operations {@link org.duetml.app.bench.Shape#operations}
   * counts.
   */
  void step();
}
