package org.duetml.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.ShardExecutor;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * Adam (Kingma and Ba 2015), with decoupled weight decay (AdamW, Loshchilov and Hutter 2019). Not
 * thread-safe; nothing is allocated per step.
 */
public final class Adam implements Stateful {
  private static final double EPSILON = 1e-8;
  private static final double DEFAULT_BETA1 = 0.9;
  private static final double DEFAULT_BETA2 = 0.999;

  private final Kernels kernels = Kernels.get();
  private final List<Parameter> parameters;
  private final List<ParameterBlocks.Block> blocks;
  private final List<float[]> firstMoments = new ArrayList<>();
  private final List<float[]> secondMoments = new ArrayList<>();
  private final double[] squares;
  private final double beta1;
  private final double beta2;
  private final double weightDecay;
  private final IntConsumer sumBlock = this::sumBlock;
  private final IntConsumer updateBlock = this::updateBlock;
  private long steps;
  private double beta1Power = 1;
  private double beta2Power = 1;
  private float gradientScale;
  private float rate;
  private float epsilon;
  private float decay;

  /**
   * An optimiser that has not moved yet.
   *
   * @param parameters what it changes
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param weightDecay per step and unit of learning rate, 0 for plain Adam
   */
  public Adam(List<Parameter> parameters, double beta1, double beta2, double weightDecay) {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "Adam with beta1 %s, beta2 %s, weight decay %s: expected [0, 1), [0, 1), at least 0"
              .formatted(beta1, beta2, weightDecay));
    }
    this.parameters = List.copyOf(parameters);
    this.blocks = ParameterBlocks.of(parameters);
    this.squares = new double[blocks.size()];
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.weightDecay = weightDecay;
    for (Parameter parameter : parameters) {
      firstMoments.add(new float[parameter.value().values().length]);
      secondMoments.add(new float[parameter.value().values().length]);
    }
  }

  /**
   * Plain Adam with the usual beta2.
   *
   * @param parameters what it changes
   * @param beta1 decay of the first moment, in [0, 1)
   * @return the optimiser
   */
  public static Adam withBeta1(List<Parameter> parameters, double beta1) {
    return new Adam(parameters, beta1, DEFAULT_BETA2, 0);
  }

  /**
   * Plain Adam with the usual betas.
   *
   * @param parameters what it changes
   * @return the optimiser
   */
  public static Adam of(List<Parameter> parameters) {
    return withBeta1(parameters, DEFAULT_BETA1);
  }

  /**
   * The factor that shortens gradients to a largest norm (Pascanu et al. 2013).
   *
   * @param norm of the gradients
   * @param largest norm allowed, 0 for any
   * @return in (0, 1]
   */
  public static double clipFactor(double norm, double largest) {
    return largest > 0 && norm > largest ? largest / norm : 1;
  }

  /**
   * The Euclidean norm of the gradients as they stand.
   *
   * @param executor shares the work
   * @return at least 0; NaN or infinite if a gradient is
   */
  public double gradientNorm(ShardExecutor executor) {
    executor.run(blocks.size(), sumBlock);
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  private void sumBlock(int index) {
    ParameterBlocks.Block block = blocks.get(index);
    float[] gradient = parameters.get(block.parameter()).gradient().values();
    double sum = 0;
    for (int i = block.from(); i < block.to(); i++) {
      sum += (double) gradient[i] * gradient[i];
    }
    squares[index] = sum;
  }

  /**
   * Moves the parameters against their gradients.
   *
   * @param learningRate of this step
   * @param executor shares the work
   */
  public void step(double learningRate, ShardExecutor executor) {
    step(learningRate, 1, executor);
  }

  /**
   * Moves the parameters against their gradients times a factor, such as that of clipping.
   *
   * @param learningRate of this step
   * @param gradientFactor on every gradient
   * @param executor shares the work
   */
  public void step(double learningRate, double gradientFactor, ShardExecutor executor) {
    steps++;
    beta1Power *= beta1;
    beta2Power *= beta2;
    // m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps), with both corrections moved out of the loop.
    double correction = Math.sqrt(1 - beta2Power);
    gradientScale = (float) gradientFactor;
    rate = (float) (learningRate * correction / (1 - beta1Power));
    epsilon = (float) (EPSILON * correction);
    decay = (float) (learningRate * weightDecay);
    executor.run(blocks.size(), updateBlock);
  }

  private void updateBlock(int index) {
    ParameterBlocks.Block block = blocks.get(index);
    int p = block.parameter();
    kernels.adam(
        parameters.get(p).value().values(),
        parameters.get(p).gradient().values(),
        firstMoments.get(p),
        secondMoments.get(p),
        gradientScale,
        (float) beta1,
        (float) beta2,
        rate,
        epsilon,
        decay,
        block.from(),
        block.to());
  }

  /** The moments of all parameters and the count of steps; the parameters are their owner's. */
  @Override
  public void state(StateVisitor visitor) {
    steps = visitor.count("steps", steps);
    beta1Power = visitor.fraction("beta1-power", beta1Power);
    beta2Power = visitor.fraction("beta2-power", beta2Power);
    for (int p = 0; p < parameters.size(); p++) {
      String name = parameters.get(p).name();
      visitor.floats(name + ".first-moment", firstMoments.get(p));
      visitor.floats(name + ".second-moment", secondMoments.get(p));
    }
  }

  /**
   * How many steps were made.
   *
   * @return at least 0
   */
  public long steps() {
    return steps;
  }
}
