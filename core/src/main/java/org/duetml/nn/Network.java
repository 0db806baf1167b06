package org.duetml.nn;

import java.util.List;
import java.util.Map;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * A function of rows with trainable parameters. Because every loss of the algorithm has a closed
 * gradient with respect to a network's output (algorithm section 3), forward and backward are all
 * that is needed: there is no automatic differentiation.
 *
 * <p>The parameters are shared by all {@link Pass passes}; nothing may change them while a pass
 * runs.
 */
public interface Network extends Stateful {
  /**
   * Columns of the input.
   *
   * @return at least 1
   */
  int inputs();

  /**
   * Columns of the output.
   *
   * @return at least 1
   */
  int outputs();

  /**
   * What training changes.
   *
   * @return in a fixed order
   */
  List<Parameter> parameters();

  /**
   * Everything that a saved model must hold: the parameters and the constants drawn at the start.
   *
   * @return storage by name, in a fixed order
   */
  Map<String, Matrix> tensors();

  /**
   * Memory for batches that are trained on.
   *
   * @param rows the largest batch
   * @return a pass that can run backward
   */
  Pass trainingPass(int rows);

  /**
   * Memory for batches that are only evaluated.
   *
   * @param rows the largest batch
   * @return a pass that cannot run backward
   */
  Pass inferencePass(int rows);

  /** Must be called after the parameters changed and before the next run. */
  void parametersChanged();

  /**
   * The same on several threads, for the end of a training step.
   *
   * @param executor shares the work
   */
  void parametersChanged(ShardExecutor executor);

  /** All tensors. */
  @Override
  void state(StateVisitor visitor);
}
