package org.duetml.diffusion;

import java.util.Arrays;
import org.duetml.kernel.Activation;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpShape;
import org.duetml.nn.Pass;

/**
 * A network that predicts the noise in a noised point, {@code eps(x, t)}. It is told the noise
 * either as the index of the step (one network per T) or as the log noise level (one network for
 * every T).
 *
 * @param network inputs D, outputs D
 */
public record NoisePredictor(Mlp network) {
  /** Frequencies of the log noise level, as in the first measurements of this network. */
  private static final int LEVEL_FREQUENCIES = 8;

  /** Log noise levels a continuous predictor learns: those of every schedule that is of use. */
  static final double LOG_LEVEL_MIN = StrictMath.log(0.005);

  static final double LOG_LEVEL_MAX = StrictMath.log(20);

  /** Refuses a network that is not told the noise. */
  public NoisePredictor {
    MlpShape shape = network.shape();
    if (shape.steps() == 0 && shape.levelFrequencies() == 0) {
      throw new IllegalArgumentException("a noise predictor must be told the step or noise level");
    }
    if (shape.inputs() != shape.outputs()) {
      throw new IllegalArgumentException(
          "a noise predictor maps D to D columns, not "
              + shape.inputs()
              + " to "
              + shape.outputs());
    }
  }

  /**
   * A new network for one T.
   *
   * @param dimension D
   * @param steps T
   * @param width units per hidden layer
   * @param layers hidden layers
   * @param activation after every hidden layer
   * @param seed decides the weights
   * @return the predictor
   */
  public static NoisePredictor perStep(
      int dimension, int steps, int width, int layers, Activation activation, long seed) {
    MlpShape shape = perStepShape(dimension, steps, width, layers, activation);
    return new NoisePredictor(new Mlp(shape, Initialization.HE, seed));
  }

  /**
   * The shape of such a network.
   *
   * @param dimension D
   * @param steps T
   * @param width units per hidden layer
   * @param layers hidden layers
   * @param activation after every hidden layer
   * @return D inputs, D outputs
   */
  public static MlpShape perStepShape(
      int dimension, int steps, int width, int layers, Activation activation) {
    return MlpShape.plain(dimension, dimension, width, layers, activation).withSteps(steps);
  }

  /**
   * A new network for every noise level, and so for every T.
   *
   * @param dimension D
   * @param width units per hidden layer
   * @param layers hidden layers
   * @param activation after every hidden layer
   * @param seed decides the weights
   * @return the predictor
   */
  public static NoisePredictor continuous(
      int dimension, int width, int layers, Activation activation, long seed) {
    MlpShape shape = MlpShape.plain(dimension, dimension, width, layers, activation);
    return new NoisePredictor(
        new Mlp(shape.withNoiseLevel(LEVEL_FREQUENCIES), Initialization.HE, seed));
  }

  /**
   * The number of steps the network was built for.
   *
   * @return T, or 0 if it serves every T
   */
  public int steps() {
    return network.shape().steps();
  }

  /**
   * Tells the network the noise of rows {@code from <= r < to}. A level beyond those that a
   * continuous predictor learns is told as the nearest of them: some schedules begin with noise in
   * which the data do not show any more.
   *
   * @param pass a pass of {@link #network()}
   * @param schedule what t means
   * @param t the step, from 0
   * @param from first row
   * @param to one past the last row
   */
  public void condition(Pass pass, NoiseSchedule schedule, int t, int from, int to) {
    if (pass.steps() != null) {
      Arrays.fill(pass.steps(), from, to, t);
    } else {
      double level = StrictMath.log(schedule.noiseLevel(t));
      double known = Math.clamp(level, LOG_LEVEL_MIN, LOG_LEVEL_MAX);
      Arrays.fill(pass.levels(), from, to, (float) known);
    }
  }

  /**
   * An independent predictor of the same values.
   *
   * @return a deep copy
   */
  public NoisePredictor copy() {
    return new NoisePredictor(network.copy());
  }
}
