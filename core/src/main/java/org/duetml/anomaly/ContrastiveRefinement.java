package org.duetml.anomaly;

import java.util.Arrays;
import java.util.List;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Adam;
import org.duetml.nn.Decay;
import org.duetml.nn.LearningRate;
import org.duetml.nn.Parameter;

/**
 * Moves the scales m of a kernel energy, and with them its bandwidth, so that the energy tells
 * training rows from negatives: logistic regression with the classifier {@code b + E(x)}, {@code
 * mean log(1 + e^(b + E(x))) + mean log(1 + e^-(b + E(y)))} over rows x and negatives y (noise
 * contrastive estimation, Gutmann and Hyvarinen 2010). A training row is left out of its own
 * energy. A fixed number of Adam steps on minibatches, the same for every table.
 */
final class ContrastiveRefinement {
  /** So many centres, which are the training rows too. */
  static final int MOST_CENTRES = 1000;

  /** So many negatives are drawn once. */
  static final int NEGATIVES = 2000;

  private static final int STEPS = 200;

  /** Rows, and as many negatives, per step. */
  private static final int BATCH = 64;

  /** Falls to zero, so a scale changes by a factor of e^2 at most. */
  private static final LearningRate RATE = LearningRate.falling(0.02, Decay.LINEAR);

  /** Of either kind, for the start of b. */
  private static final int FIRST_LOOK = 200;

  private final ScaledEnergy energy;
  private final double[][] rows;
  private final double[][] negatives;
  private final ShardExecutor executor;

  ContrastiveRefinement(
      Matrix rows, float[] counts, Metric metric, Matrix negatives, ShardExecutor executor) {
    this.rows = ScaledEnergy.rows(rows);
    this.negatives = ScaledEnergy.rows(negatives);
    this.executor = executor;
    energy = new ScaledEnergy(this.rows, counts, metric, executor);
  }

  /**
   * Refines.
   *
   * @param rows distinct and standardised, in random order, at least 2
   * @param counts how often each occurs
   * @param metric what is refined
   * @param negatives at least 1
   * @param executor shares the work
   * @return m, for {@link Metric#stretched}
   */
  static double[] logScales(
      Matrix rows, float[] counts, Metric metric, Matrix negatives, ShardExecutor executor) {
    return new ContrastiveRefinement(rows, counts, metric, negatives, executor).run();
  }

  private double[] run() {
    int dimension = rows[0].length;
    Parameter parameters = new Parameter("m, b", 1, dimension + 1);
    parameters.value().set(0, dimension, (float) middle());
    Adam adam = Adam.of(List.of(parameters));
    RandomStream choice = RandomStream.of(0, "anomaly.contrast");
    double[] theta = new double[dimension + 1];
    double[] gradient = new double[dimension + 1];
    for (int step = 0; step < STEPS; step++) {
      copy(parameters, theta);
      loss(theta, batch(choice, step, 0, rows), batch(choice, step, BATCH, negatives), gradient);
      for (int k = 0; k <= dimension; k++) {
        parameters.gradient().set(0, k, (float) gradient[k]);
      }
      adam.step(RATE.at(step, STEPS), executor);
    }
    copy(parameters, theta);
    return Arrays.copyOf(theta, dimension);
  }

  private static void copy(Parameter parameters, double[] theta) {
    for (int k = 0; k < theta.length; k++) {
      theta[k] = parameters.value().get(0, k);
    }
  }

  private static int[] batch(RandomStream choice, int step, int from, double[][] source) {
    int[] batch = new int[BATCH];
    for (int i = 0; i < BATCH; i++) {
      batch[i] = choice.integer(step, from + i, source.length);
    }
    return batch;
  }

  /** The b at which rows and negatives are on the two sides of 0 on average. */
  private double middle() {
    double[] unused = new double[rows[0].length];
    int looked = Math.min(FIRST_LOOK, Math.min(rows.length, negatives.length));
    double sum = 0;
    for (int i = 0; i < looked; i++) {
      sum += energy.energy(rows[i], i, unused) + energy.energy(negatives[i], -1, unused);
    }
    return -sum / (2 * looked);
  }

  /**
   * The loss of a minibatch.
   *
   * @param theta m, then b
   * @param some which rows
   * @param others which negatives
   * @param gradient with respect to theta, overwritten
   */
  double loss(double[] theta, int[] some, int[] others, double[] gradient) {
    int dimension = rows[0].length;
    energy.move(theta, executor);
    double[][] gradients = new double[some.length + others.length][dimension];
    double[] logits = new double[gradients.length];
    executor.run(
        logits.length,
        i -> {
          boolean row = i < some.length;
          double[] x = row ? rows[some[i]] : negatives[others[i - some.length]];
          int own = row ? some[i] : -1;
          logits[i] = theta[dimension] + energy.energy(x, own, gradients[i]);
        });
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int i = 0; i < logits.length; i++) {
      double sign = i < some.length ? 1 : -1;
      double weight = 1.0 / (i < some.length ? some.length : others.length);
      loss += weight * softplus(sign * logits[i]);
      double slope = weight * sign / (1 + StrictMath.exp(-sign * logits[i]));
      for (int c = 0; c < dimension; c++) {
        gradient[c] += slope * gradients[i][c];
      }
      gradient[dimension] += slope;
    }
    return loss;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
