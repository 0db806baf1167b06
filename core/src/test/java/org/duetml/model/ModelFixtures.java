package org.duetml.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.duetml.energy.Normalizer;
import org.duetml.kernel.Matrix;

/** Small models, and what it means that two are the same. */
final class ModelFixtures {
  private ModelFixtures() {}

  static Matrix matrix(int rows, int columns, float... values) {
    Matrix matrix = new Matrix(rows, columns);
    for (int i = 0; i < values.length; i++) {
      matrix.set(i / columns, i % columns, values[i]);
    }
    return matrix;
  }

  static ModelArchive small() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("seed", 3L);
    config.put("gcd.tau", 0.05);
    config.put("sampler.schedule", "log-snr");
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("sliced_wasserstein", 0.1 + 0.2);
    metrics.put("steps", 5L);
    return new ModelArchive(
        config,
        new double[] {1.0 / 3, -0.0},
        new double[] {Math.PI, Double.MIN_VALUE},
        new Provenance("0.1.0", Long.MIN_VALUE, "8gaussians", Instant.EPOCH, metrics),
        Optional.of(
            new Normalizer(Normalizer.Method.PATH, 5000, 4.5, 0.1 / 3, 4.4, 4.6, 1e3 / 7, -0.2)),
        Map.of(
            "energy.0.weight",
            matrix(2, 3, 1.5f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 1e-20f, 0.1f),
            "energy.0.bias",
            matrix(1, 1, -7f)));
  }

  static void assertSame(ModelArchive expected, ModelArchive actual) {
    assertEquals(expected.config(), actual.config());
    assertEquals(expected.provenance(), actual.provenance());
    assertEquals(expected.normalizer(), actual.normalizer());
    assertArrayEquals(expected.mean(), actual.mean());
    assertArrayEquals(expected.standardDeviation(), actual.standardDeviation());
    assertSame(expected.tensors(), actual.tensors());
  }

  static void assertSame(Map<String, Matrix> expected, Map<String, Matrix> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, matrix) -> {
          assertEquals(matrix.rows(), actual.get(name).rows(), name);
          assertEquals(matrix.columns(), actual.get(name).columns(), name);
          assertArrayEquals(matrix.values(), actual.get(name).values(), name);
        });
  }

  /** One line that names the file and says something in each of its three parts. */
  static void assertHelpful(ModelFormatException e, String file) {
    String message = e.getMessage();
    assertFalse(message.contains("\n"), message);
    assertTrue(message.contains(file), message);
    assertTrue(message.matches(".+: .+; expected .+; .+"), message);
  }
}
