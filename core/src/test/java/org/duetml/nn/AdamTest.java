package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

/** The optimiser against the textbook in float64. */
class AdamTest {
  private static final double[] SIZES = {1, 0.1, 0.01, 0.001};
  private static final RandomStream RANDOM = RandomStream.of(2, "adam");

  private final ShardExecutor executor = new ShardExecutor(1);

  /** Two parameters, one of them longer than a block of the optimiser's work. */
  private static List<Parameter> parameters() {
    List<Parameter> all = List.of(new Parameter("a", 3, 5), new Parameter("b", 35, 131));
    for (int p = 0; p < all.size(); p++) {
      RANDOM.normals(p, all.get(p).value(), 0, all.get(p).value().rows());
    }
    return all;
  }

  /** Gradients with a constant part and noise, of sizes from 1e-3 to 1. */
  private static void fillGradients(List<Parameter> parameters, int step) {
    for (int p = 0; p < parameters.size(); p++) {
      Parameter parameter = parameters.get(p);
      for (int r = 0; r < parameter.value().rows(); r++) {
        for (int c = 0; c < parameter.value().columns(); c++) {
          double size = SIZES[(r + c) % SIZES.length];
          double noise = RANDOM.normal(10 + step, (long) p << 32 | (long) r * 1000 + c);
          parameter.gradient().set(r, c, (float) (size * (0.3 + noise)));
        }
      }
    }
  }

  /** Kingma and Ba 2015, algorithm 1, with the decay of Loshchilov and Hutter 2019. */
  private static final class Textbook {
    private final double[][] w;
    private final double[][] m;
    private final double[][] v;

    Textbook(Parameter parameter) {
      w = ReferenceMlp.doubles(parameter.value());
      m = new double[w.length][w[0].length];
      v = new double[w.length][w[0].length];
    }

    void step(
        Parameter parameter, int step, double rate, double beta1, double beta2, double decay) {
      double[][] g = ReferenceMlp.doubles(parameter.gradient());
      double correction1 = 1 - StrictMath.pow(beta1, step);
      double correction2 = 1 - StrictMath.pow(beta2, step);
      for (int r = 0; r < w.length; r++) {
        for (int c = 0; c < w[r].length; c++) {
          m[r][c] = beta1 * m[r][c] + (1 - beta1) * g[r][c];
          v[r][c] = beta2 * v[r][c] + (1 - beta2) * g[r][c] * g[r][c];
          double first = m[r][c] / correction1;
          double second = v[r][c] / correction2;
          w[r][c] -= rate * (decay * w[r][c] + first / (Math.sqrt(second) + 1e-8));
        }
      }
    }
  }

  private void compareWithTextbook(double beta1, double beta2, double decay) {
    List<Parameter> parameters = parameters();
    List<Textbook> textbooks = parameters.stream().map(Textbook::new).toList();
    Adam adam = new Adam(parameters, beta1, beta2, decay);
    for (int step = 1; step <= 120; step++) {
      double rate = 0.01 / Math.sqrt(step);
      fillGradients(parameters, step);
      adam.step(rate, executor);
      for (int p = 0; p < parameters.size(); p++) {
        textbooks.get(p).step(parameters.get(p), step, rate, beta1, beta2, decay);
      }
    }
    assertEquals(120, adam.steps());
    for (int p = 0; p < parameters.size(); p++) {
      // Parameters of order 1 moved by order 0.1 in steps rounded to 6e-8 each.
      GradientCheck.assertClose(textbooks.get(p).w, parameters.get(p).value(), 5e-6, "parameter");
    }
  }

  @Test
  void followsTheTextbookForManySteps() {
    compareWithTextbook(0.9, 0.999, 0);
    compareWithTextbook(0.5, 0.999, 0);
    compareWithTextbook(0, 0.9, 0);
  }

  @Test
  void weightDecayIsDecoupled() {
    compareWithTextbook(0.9, 0.999, 0.1);
  }

  @Test
  void weightDecayAloneShrinksGeometrically() {
    List<Parameter> parameters = parameters();
    double before = parameters.get(0).value().get(1, 2);
    Adam adam = new Adam(parameters, 0.9, 0.999, 0.5);
    for (int step = 0; step < 20; step++) {
      adam.step(0.1, executor);
    }
    double expected = before * StrictMath.pow(1 - 0.1 * 0.5, 20);
    assertEquals(expected, parameters.get(0).value().get(1, 2), 1e-6);
  }

  @Test
  void theFirstStepIsTheLearningRateWhateverTheGradient() {
    List<Parameter> parameters = parameters();
    double before = parameters.get(0).value().get(0, 0);
    parameters.get(0).gradient().set(0, 0, -1e-3f);
    Adam.of(parameters).step(0.02, executor);
    assertEquals(before + 0.02, parameters.get(0).value().get(0, 0), 1e-5);
  }

  @Test
  void aGradientFactorIsAsIfTheGradientsWereSmaller() {
    List<Parameter> a = parameters();
    List<Parameter> b = parameters();
    Adam adamA = Adam.withBeta1(a, 0.5);
    Adam adamB = Adam.withBeta1(b, 0.5);
    for (int step = 0; step < 5; step++) {
      fillGradients(a, step);
      fillGradients(b, step);
      // A power of two, so that scaling is exact; it varies, because Adam ignores a constant.
      float factor = step % 2 == 0 ? 0.25f : 1;
      float[] gradients = b.get(1).gradient().values();
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] *= factor;
      }
      adamA.step(0.01, factor, executor);
      adamB.step(0.01, executor);
    }
    assertArrayEquals(a.get(1).value().values(), b.get(1).value().values());
  }

  @Test
  void theNormIsThatOfAllGradientsTogether() {
    List<Parameter> parameters = parameters();
    parameters.get(0).gradient().set(2, 4, 3);
    parameters.get(1).gradient().set(34, 130, 4);
    Adam adam = Adam.of(parameters);
    assertEquals(5, adam.gradientNorm(executor));
    parameters.get(1).gradient().set(0, 0, Float.NaN);
    assertTrue(Double.isNaN(adam.gradientNorm(executor)));
  }

  @Test
  void clippingShortensOnlyWhatIsTooLong() {
    assertEquals(0.25, Adam.clipFactor(8, 2));
    assertEquals(1, Adam.clipFactor(2, 2));
    assertEquals(1, Adam.clipFactor(1, 2));
    assertEquals(1, Adam.clipFactor(1e9, 0));
  }

  @Test
  void threadsDoNotShow() {
    List<Parameter> alone = parameters();
    List<Parameter> shared = parameters();
    Adam adamAlone = Adam.of(alone);
    Adam adamShared = Adam.of(shared);
    try (ShardExecutor two = new ShardExecutor(2)) {
      for (int step = 0; step < 5; step++) {
        fillGradients(alone, step);
        fillGradients(shared, step);
        assertEquals(adamAlone.gradientNorm(executor), adamShared.gradientNorm(two));
        adamAlone.step(0.01, executor);
        adamShared.step(0.01, two);
      }
    }
    assertArrayEquals(alone.get(1).value().values(), shared.get(1).value().values());
  }

  @Test
  void impossibleSettingsAreRefused() {
    double[][] wrong = {{1, 0.9, 0}, {0.9, 1, 0}, {-0.1, 0.9, 0}, {0.9, 0.9, -1}};
    for (double[] settings : wrong) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> new Adam(parameters(), settings[0], settings[1], settings[2]));
      assertTrue(e.getMessage().contains("beta1 " + settings[0]), e.getMessage());
    }
  }
}
