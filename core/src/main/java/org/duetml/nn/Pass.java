package org.duetml.nn;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * One batch on its way through a {@link Network}: the caller writes {@link #inputs()} (and the
 * condition), runs {@link #forward}, reads {@link #outputs()}, writes {@link #outputGradients()},
 * runs {@link #backward} and {@link #gradients}.
 *
 * <p>Forward and backward work on any range of rows; disjoint ranges may run on different threads.
 */
public interface Pass {
  /**
   * Where the caller writes the batch.
   *
   * @return rows x inputs
   */
  Matrix inputs();

  /**
   * Where the caller writes each row's step, for a network conditioned on the step.
   *
   * @return one index per row; null for other networks
   */
  int[] steps();

  /**
   * Where the caller writes each row's log noise level, for a network conditioned on it.
   *
   * @return one level per row; null for other networks
   */
  float[] levels();

  /**
   * What the network made of the batch.
   *
   * @return rows x outputs
   */
  Matrix outputs();

  /**
   * Where the caller writes the derivative of the loss by each output.
   *
   * @return rows x outputs
   */
  Matrix outputGradients();

  /**
   * The derivative of the loss by each input, after a backward run that asked for it.
   *
   * @return rows x inputs
   */
  Matrix inputGradients();

  /**
   * Computes the outputs of rows {@code from <= r < to}.
   *
   * @param from first row
   * @param to one past the last row
   */
  void forward(int from, int to);

  /**
   * Propagates the output gradients of rows {@code from <= r < to} back to every layer, and to the
   * inputs on request. Overwrites the output gradients and what the forward run kept: once for each
   * forward run.
   *
   * @param from first row
   * @param to one past the last row
   * @param toInputs whether {@link #inputGradients()} is wanted
   */
  void backward(int from, int to, boolean toInputs);

  /**
   * Sums the parameters' gradients over rows {@code 0 <= r < rows}, after all of them ran backward.
   * The sums run over ascending rows whatever the number of threads.
   *
   * @param rows number of rows summed
   * @param executor shares the work
   */
  void gradients(int rows, ShardExecutor executor);
}
