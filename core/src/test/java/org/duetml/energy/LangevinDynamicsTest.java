package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.data.Distribution;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.AllocationMeter;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpCases;
import org.duetml.nn.MlpShape;
import org.junit.jupiter.api.Test;

/** Langevin chains against laws that are known. */
class LangevinDynamicsTest {
  private static final RandomStream STREAM = RandomStream.of(1, "langevin");

  private final ShardExecutor executor = new ShardExecutor(1);

  private static double mean(Matrix states, int d) {
    double sum = 0;
    for (int i = 0; i < states.rows(); i++) {
      sum += states.get(i, d);
    }
    return sum / states.rows();
  }

  private static double covariance(Matrix states, int d, int e) {
    double meanD = mean(states, d);
    double meanE = mean(states, e);
    double sum = 0;
    for (int i = 0; i < states.rows(); i++) {
      sum += (states.get(i, d) - meanD) * (states.get(i, e) - meanE);
    }
    return sum / states.rows();
  }

  /** From the origin, with a step so large that unadjusted chains would be far off. */
  @Test
  void adjustedChainsReachTheMeansAndCovariancesOfAGaussian() {
    int chains = 10_000;
    GaussianTarget target = new GaussianTarget(new double[] {1, -2}, new double[] {0.5, 1.5});
    LangevinDynamics dynamics = new LangevinDynamics(target, chains);
    double rate = dynamics.adjusted(STREAM, 0, 200, 0.6, executor);
    assertTrue(rate > 0.2 && rate < 0.9, "acceptance rate " + rate);
    // Five standard errors of a mean and of a variance.
    double error = 5 / Math.sqrt(chains);
    assertEquals(1, mean(dynamics.states(), 0), 0.5 * error);
    assertEquals(-2, mean(dynamics.states(), 1), 1.5 * error);
    assertEquals(0.25, covariance(dynamics.states(), 0, 0), 0.25 * error * Math.sqrt(2));
    assertEquals(2.25, covariance(dynamics.states(), 1, 1), 2.25 * error * Math.sqrt(2));
    assertEquals(0, covariance(dynamics.states(), 0, 1), 0.75 * error);
  }

  /** {@code s^2 / (1 - eps / (4 s^2))}: the stationary variance of an autoregression. */
  @Test
  void unadjustedChainsHaveTheirKnownBias() {
    int chains = 10_000;
    double variance = 0.25;
    GaussianTarget target = new GaussianTarget(new double[] {1}, new double[] {0.5});
    for (double stepSize : new double[] {0.05, 0.5}) {
      LangevinDynamics dynamics = new LangevinDynamics(target, chains);
      dynamics.unadjusted(STREAM, 0, 200, stepSize, executor);
      double biased = variance / (1 - stepSize / (4 * variance));
      double error = 5 / Math.sqrt(chains);
      assertEquals(1, mean(dynamics.states(), 0), Math.sqrt(biased) * error);
      assertEquals(biased, covariance(dynamics.states(), 0, 0), biased * error * Math.sqrt(2));
    }
  }

  /**
   * Every acceptance against its closed form, from the numbers that the stream is known to give.
   * Rows of 16 columns have no padding behind them: a loop that goes too far meets the next.
   */
  @Test
  void acceptanceIsTheRatioOfFlowsBetweenThePair() {
    int chains = 500;
    int dimension = 16;
    double stepSize = 0.9;
    double[] start = new double[dimension];
    Arrays.fill(start, 1.3f);
    double[] sds = new double[dimension];
    Arrays.fill(sds, 1);
    LangevinDynamics dynamics =
        new LangevinDynamics(new GaussianTarget(new double[dimension], sds), chains);
    for (int i = 0; i < chains * dimension; i++) {
      dynamics.states().set(i / dimension, i % dimension, 1.3f);
    }
    final double rate = dynamics.adjusted(STREAM, 7, 1, stepSize, executor);

    Matrix noise = new Matrix(chains, dimension);
    STREAM.normals(7, noise, 0, chains);
    double expected = 0;
    for (int i = 0; i < chains; i++) {
      double[] y = new double[dimension];
      for (int d = 0; d < dimension; d++) {
        y[d] = start[d] * (1 - stepSize / 2) + Math.sqrt(stepSize) * noise.get(i, d);
      }
      double ratio = Math.exp(logFlow(y, start, stepSize) - logFlow(start, y, stepSize));
      expected += Math.min(1, ratio) / chains;
      double[] next = STREAM.uniform(7, i) < ratio ? y : start;
      for (int d = 0; d < dimension; d++) {
        assertEquals(next[d], dynamics.states().get(i, d), 1e-6);
      }
    }
    assertEquals(expected, rate, 1e-5);
    assertTrue(rate > 0.1 && rate < 0.9, "acceptance rate " + rate);
  }

  /** Of the standard normal density at x times that of the proposal of y from there. */
  private static double logFlow(double[] x, double[] y, double stepSize) {
    double sum = 0;
    for (int d = 0; d < x.length; d++) {
      double residual = y[d] - x[d] * (1 - stepSize / 2);
      sum -= x[d] * x[d] / 2 + residual * residual / (2 * stepSize);
    }
    return sum;
  }

  /** In equilibrium as many chains go from one region to another as come back. */
  @Test
  void flowsBetweenRegionsBalance() {
    int chains = 50_000;
    double[][] means = {{-1}, {1.5}};
    GaussianMixture law =
        GaussianMixture.of("pair", new double[] {0.7, 0.3}, means, new double[] {0.5, 1});
    LangevinDynamics dynamics = new LangevinDynamics(mixtureTarget(law), chains);
    Matrix before = law.sample(RandomStream.of(2, "start"), 0, chains, executor);
    dynamics.states().copyRows(before, 0, 0, chains);
    dynamics.adjusted(STREAM, 0, 1, 1, executor);
    double[][] flows = new double[3][3];
    for (int i = 0; i < chains; i++) {
      flows[region(before.get(i, 0))][region(dynamics.states().get(i, 0))]++;
    }
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < a; b++) {
        assertTrue(flows[a][b] > 500, "hardly any flow: " + flows[a][b]);
        assertEquals(flows[a][b], flows[b][a], 4 * Math.sqrt(flows[a][b] + flows[b][a]));
      }
    }
  }

  private static int region(double x) {
    return x < -1 ? 0 : x < 0 ? 1 : 2;
  }

  private static LangevinTarget mixtureTarget(Distribution law) {
    return new LangevinTarget() {
      @Override
      public int dimension() {
        return 1;
      }

      @Override
      public void evaluate(Matrix points, int from, int to, double[] values, Matrix gradients) {
        for (int row = from; row < to; row++) {
          double x = points.get(row, 0);
          values[row] = law.logDensity(new double[] {x});
          double above = law.logDensity(new double[] {x + 1e-4});
          double below = law.logDensity(new double[] {x - 1e-4});
          gradients.set(row, 0, (float) ((above - below) / 2e-4));
        }
      }
    };
  }

  @Test
  void theBurnInFindsTheBestAcceptanceFromAnyStepSize() {
    for (int dimension : new int[] {1, 20}) {
      double[] sds = new double[dimension];
      Arrays.fill(sds, 0.3);
      GaussianTarget target = new GaussianTarget(new double[dimension], sds);
      for (double start : new double[] {1e-4, 10}) {
        LangevinDynamics dynamics = new LangevinDynamics(target, 1000);
        double stepSize = dynamics.burnIn(STREAM, 0, 200, start, executor);
        double rate = dynamics.adjusted(STREAM, 200, 20, stepSize, executor);
        assertEquals(LangevinDynamics.BEST_ACCEPTANCE, rate, 0.03);
      }
    }
  }

  @Test
  void proposalsThatAreNoNumbersAreRefused() {
    LangevinTarget broken =
        new LangevinTarget() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public void evaluate(Matrix points, int from, int to, double[] values, Matrix gradients) {
            for (int row = from; row < to; row++) {
              values[row] = points.get(row, 0) == 0 ? 0 : Double.NaN;
            }
          }
        };
    LangevinDynamics dynamics = new LangevinDynamics(broken, 100);
    assertEquals(0, dynamics.adjusted(STREAM, 0, 3, 1, executor));
    for (int i = 0; i < 100; i++) {
      assertEquals(0, dynamics.states().get(i, 0));
    }
  }

  @Test
  void neitherThreadsNorTheNumberOfChainsNorTheCutIntoRunsShow() {
    Matrix all = moved(1, 300);
    assertArrayEquals(all.values(), moved(2, 300).values());
    Matrix few = new Matrix(100, 2);
    few.copyRows(all, 0, 0, 100);
    assertArrayEquals(few.values(), moved(1, 100).values());

    LangevinDynamics twice = dynamics(300);
    twice.adjusted(STREAM, 0, 3, 0.3, executor);
    twice.adjusted(STREAM, 3, 5, 0.3, executor);
    twice.unadjusted(STREAM, 8, 4, 0.1, executor);
    assertArrayEquals(all.values(), twice.states().values());
  }

  private static Matrix moved(int threads, int chains) {
    LangevinDynamics dynamics = dynamics(chains);
    try (ShardExecutor by = new ShardExecutor(threads)) {
      dynamics.adjusted(STREAM, 0, 8, 0.3, by);
      dynamics.unadjusted(STREAM, 8, 4, 0.1, by);
    }
    return dynamics.states();
  }

  private static LangevinDynamics dynamics(int chains) {
    Mlp network = new Mlp(MlpShape.plain(2, 1, 11, 2, Activation.SILU), Initialization.HE, 1);
    MlpCases.disturb(network, 1);
    EnergyModel energy = new EnergyModel(network, 0.3, 0.5, 1);
    return new LangevinDynamics(new EnergyTarget(energy, chains), chains);
  }

  @Test
  void stepsAllocateNothing() {
    LangevinDynamics dynamics = dynamics(100);
    AllocationMeter.assertAllocatesNothing(
        () -> {
          dynamics.adjusted(STREAM, 0, 3, 0.3, executor);
          dynamics.unadjusted(STREAM, 3, 3, 0.3, executor);
        });
  }

  @Test
  void noStepsChangeNothing() {
    LangevinDynamics dynamics = dynamics(5);
    dynamics.unadjusted(STREAM, 0, 0, 0.3, executor);
    assertEquals(0.3, dynamics.burnIn(STREAM, 0, 0, 0.3, executor));
    assertArrayEquals(new Matrix(5, 2).values(), dynamics.states().values());
  }

  @Test
  void impossibleStepsAreRefused() {
    LangevinDynamics dynamics = dynamics(5);
    assertEquals(
        "3 Langevin steps of size 0.0: expected at least 0, of a finite size above 0",
        assertThrows(
                IllegalArgumentException.class, () -> dynamics.adjusted(STREAM, 0, 3, 0, executor))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> dynamics.unadjusted(STREAM, 0, -1, 1, executor));
  }
}
