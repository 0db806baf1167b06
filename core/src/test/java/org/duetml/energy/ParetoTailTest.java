package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimator of Zhang and Stephens (2009), written out from the paper's equations. */
class ParetoTailTest {
  @ParameterizedTest
  @CsvSource({"130, 0.3, 1", "200, 0.7, 2", "1000, 0.1, 3", "1003, 1.5, 4", "5000, 0.5, 5"})
  void isTheEstimateOfThePaper(int count, double k, long seed) {
    RandomStream stream = RandomStream.of(seed, "weights");
    double[] logWeights = new double[count];
    Arrays.setAll(logWeights, i -> -k * Math.log(1 - stream.uniform(0, i)));
    double[] sorted = logWeights.clone();
    Arrays.sort(sorted);
    int n = (int) Math.min(0.2 * count, 3 * Math.sqrt(count));
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = Math.exp(sorted[count - n + i]) - Math.exp(sorted[count - n - 1]);
    }
    // Weights are fitted relative to the largest, which leaves the shape as it is.
    assertEquals(shape(x), ParetoTail.shape(logWeights), 1e-9);
  }

  private static double shape(double[] x) {
    int n = x.length;
    double quartile = x[(int) Math.floor(n / 4.0 + 0.5) - 1];
    int m = 30 + (int) Math.floor(Math.sqrt(n));
    double[] theta = new double[m];
    double[] logLikelihood = new double[m];
    for (int j = 1; j <= m; j++) {
      theta[j - 1] = 1 / x[n - 1] + (1 - Math.sqrt(m / (j - 0.5))) / (3 * quartile);
      double k = mostLikely(theta[j - 1], x);
      logLikelihood[j - 1] = n * (Math.log(-theta[j - 1] / k) - k - 1);
    }
    double mean = 0;
    for (int j = 0; j < m; j++) {
      double inverse = 0;
      for (double other : logLikelihood) {
        inverse += Math.exp(other - logLikelihood[j]);
      }
      mean += theta[j] / inverse;
    }
    // The prior counts as ten weights of shape 1/2.
    return (n * mostLikely(mean, x) + 10 * 0.5) / (n + 10);
  }

  private static double mostLikely(double theta, double[] x) {
    return Arrays.stream(x).map(value -> Math.log1p(-theta * value)).average().orElseThrow();
  }

  @Test
  void aTailOfFewerThan25WeightsIsRefused() {
    assertEquals(0, ParetoTail.shape(new double[125]));
    assertEquals(
        "124 weights: expected at least 125",
        assertThrows(IllegalArgumentException.class, () -> ParetoTail.shape(new double[124]))
            .getMessage());
  }
}
