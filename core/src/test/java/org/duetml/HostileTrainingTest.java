package org.duetml;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.duetml.config.DuetConfig;
import org.duetml.data.ArrayData;
import org.duetml.gcd.DivergenceException;
import org.duetml.gcd.TrainingListener;
import org.duetml.model.DuetModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Configurations and data that no training can go well on: each ends with a model all of whose
 * numbers are finite, or with one line that says what is wrong.
 */
@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "once is enough")
class HostileTrainingTest {
  private final List<String> messages = new ArrayList<>();
  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void onMessage(String message) {
          messages.add(message);
        }
      };

  private static DuetConfig config(String... changes) {
    return ShortTraining.config(16, 40, 80, changes);
  }

  /** Two clusters. */
  private static float[][] rows(int count) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      float side = i % 2 == 0 ? 1 : -1;
      rows[i] = new float[] {side + 0.1f * (i % 7), side - 0.1f * (i % 5)};
    }
    return rows;
  }

  /** Trains, and looks at every number that a user could get. */
  private void survives(float[][] rows, DuetConfig config) {
    DuetModel model;
    try {
      model = Duet.train(ArrayData.of("hostile", rows), config, listener);
    } catch (DivergenceException | IllegalArgumentException e) {
      assertFalse(e.getMessage().isBlank() || e.getMessage().contains("\n"), e.getMessage());
      return;
    }
    requireFinite(model.sample(200, 1));
    for (double energy : model.energy(rows)) {
      assertTrue(Double.isFinite(energy), "energy " + energy + " " + messages);
    }
  }

  private void requireFinite(float[][] samples) {
    for (float[] row : samples) {
      for (float value : row) {
        assertTrue(Float.isFinite(value), "a sample has " + value + " " + messages);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pretrain.learning-rate=0.2",
        "warm-start.learning-rate=0.2",
        "gcd.energy-learning-rate=0.01",
        "gcd.value-learning-rate=0.1",
        "gcd.sampler-learning-rate=0.05",
        "gcd.sigma-learning-rate=0.1",
        "calibration.learning-rate=0.1",
        "calibration.noising-learning-rate=0.2",
        "pretrain.learning-rate=10",
        "warm-start.learning-rate=10",
        "calibration.noising-learning-rate=10",
        "gcd.tau=0.000001",
        "gcd.tau=1000",
        "gcd.tau=1000 gcd.sampler-step=ppo",
        "gcd.batch=2 pretrain.batch=1 warm-start.batch=1 calibration.batch=1"
      })
  void aHostileConfiguration(String changes) {
    survives(rows(500), config(changes.split(" ")));
  }

  @Test
  void aSinglePoint() {
    survives(new float[][] {{3, 4}}, config());
  }

  @Test
  void aConstantColumn() {
    float[][] rows = rows(300);
    for (float[] row : rows) {
      row[1] = 1e6f;
    }
    survives(rows, config());
  }

  @Test
  void outliersThatAreFarOff() {
    float[][] rows = rows(300);
    rows[17][0] = 1e30f;
    rows[18][1] = -1e30f;
    survives(rows, config());
  }

  @Test
  void aBatchLargerThanTheData() {
    survives(rows(5), config("gcd.batch=64"));
  }
}
