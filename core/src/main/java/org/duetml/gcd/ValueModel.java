package org.duetml.gcd;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Mlp;
import org.duetml.nn.Pass;

/**
 * The value network {@code V(x, t)}: the expected cost still to come from state x at step t, for t
 * from 0 to T - 1; {@code V(., T)} is the energy.
 *
 * @param network conditioned on the step, one output
 * @param scale factor on the network's output, that of the energy
 */
public record ValueModel(Mlp network, double scale) {
  /** Refuses a network without steps. */
  public ValueModel {
    if (network.shape().steps() == 0 || network.outputs() != 1) {
      throw new IllegalArgumentException("a value network is told the step and has one output");
    }
  }

  /**
   * An independent value network of the same values.
   *
   * @return a deep copy
   */
  public ValueModel copy() {
    return new ValueModel(network.copy(), scale);
  }

  /**
   * The value of one row after a forward run.
   *
   * @param pass a pass of {@link #network()}
   * @param row which
   * @return V
   */
  public double value(Pass pass, int row) {
    return scale * pass.outputs().get(row, 0);
  }

  /**
   * The values of any number of states at one step.
   *
   * @param states rows of D, in the units of the networks
   * @param step t, from 0 to T - 1
   * @param executor shares the work
   * @return V of every row
   */
  public double[] values(Matrix states, int step, ShardExecutor executor) {
    double[] values = new double[states.rows()];
    Pass pass = network.inferencePass(Math.max(1, states.rows()));
    executor.shards(
        states.rows(),
        (from, to) -> {
          pass.inputs().copyRows(states, from, from, to - from);
          Arrays.fill(pass.steps(), from, to, step);
          pass.forward(from, to);
          for (int row = from; row < to; row++) {
            values[row] = value(pass, row);
          }
        });
    return values;
  }

  /** Writes the output gradient of a loss that depends on one row's value. */
  void setGradient(Pass pass, int row, double byValue) {
    pass.outputGradients().set(row, 0, (float) (scale * byValue));
  }
}
