package org.duetml.nn;

import org.duetml.kernel.Activation;

/**
 * The shape of an {@link Mlp}.
 *
 * @param inputs columns of the input, at least 1
 * @param outputs columns of the output, at least 1
 * @param width units per hidden layer, at least 1
 * @param layers hidden layers, at least 1
 * @param activation after every hidden layer
 * @param steps how many steps modulate the hidden layers (a scale and a shift per layer and step),
 *     0 for none
 * @param levelFrequencies sine and cosine features of the log noise level, 0 for none
 * @param fourierFeatures random frequencies of the input, sine and cosine each, 0 for none
 * @param fourierScale standard deviation of these frequencies
 */
public record MlpShape(
    int inputs,
    int outputs,
    int width,
    int layers,
    Activation activation,
    int steps,
    int levelFrequencies,
    int fourierFeatures,
    double fourierScale) {

  /** Refuses impossible shapes. */
  public MlpShape {
    require(inputs >= 1, "inputs", inputs, 1);
    require(outputs >= 1, "outputs", outputs, 1);
    require(width >= 1, "width", width, 1);
    require(layers >= 1, "layers", layers, 1);
    require(steps >= 0, "steps", steps, 0);
    require(levelFrequencies >= 0, "levelFrequencies", levelFrequencies, 0);
    require(fourierFeatures >= 0, "fourierFeatures", fourierFeatures, 0);
    if (fourierFeatures > 0 && !(fourierScale > 0 && Double.isFinite(fourierScale))) {
      throw new IllegalArgumentException("fourierScale = " + fourierScale + ": expected above 0");
    }
  }

  /**
   * Plain hidden layers, without conditions and features.
   *
   * @param inputs columns of the input
   * @param outputs columns of the output
   * @param width units per hidden layer
   * @param layers hidden layers
   * @param activation after every hidden layer
   * @return the shape
   */
  public static MlpShape plain(
      int inputs, int outputs, int width, int layers, Activation activation) {
    return new MlpShape(inputs, outputs, width, layers, activation, 0, 0, 0, 0);
  }

  /**
   * With hidden layers modulated by the step.
   *
   * @param count number of steps
   * @return the shape
   */
  public MlpShape withSteps(int count) {
    return new MlpShape(
        inputs,
        outputs,
        width,
        layers,
        activation,
        count,
        levelFrequencies,
        fourierFeatures,
        fourierScale);
  }

  /**
   * With features of the log noise level.
   *
   * @param frequencies how many
   * @return the shape
   */
  public MlpShape withNoiseLevel(int frequencies) {
    return new MlpShape(
        inputs,
        outputs,
        width,
        layers,
        activation,
        steps,
        frequencies,
        fourierFeatures,
        fourierScale);
  }

  /**
   * With random Fourier features of the input (Rahimi and Recht 2007; Tancik et al. 2020).
   *
   * @param features number of frequencies
   * @param scale their standard deviation, in radians per unit of input
   * @return the shape
   */
  public MlpShape withFourierFeatures(int features, double scale) {
    return new MlpShape(
        inputs, outputs, width, layers, activation, steps, levelFrequencies, features, scale);
  }

  /**
   * How many numbers such a network holds, without making one.
   *
   * @return weights, biases, modulations and frequencies
   */
  public long values() {
    long between = (long) width * width + width;
    long modulations = 2L * steps * width;
    return (long) inputs * fourierFeatures
        + (long) features() * width
        + width
        + (layers - 1) * between
        + layers * modulations
        + (long) width * outputs
        + outputs;
  }

  /** Columns of the first hidden layer's input. */
  int features() {
    return inputs + 2 * fourierFeatures + 2 * levelFrequencies;
  }

  private static void require(boolean holds, String name, int value, int minimum) {
    if (!holds) {
      throw new IllegalArgumentException(name + " = " + value + ": expected at least " + minimum);
    }
  }
}
