package org.duetml.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.duetml.config.DuetConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisabledIfSystemProperty(named = "duet.kernels", matches = "scalar")
class TableDefaultsTest {
  private static void assertTraining(
      int iterations, int batch, double rate, int rows, int dimensions) {
    DuetConfig.Pretrain training = DuetConfig.of(TableDefaults.of(rows, dimensions)).pretrain();
    assertEquals(iterations, training.iterations());
    assertEquals(batch, training.batch());
    assertEquals(rate, training.learningRate());
  }

  @Test
  void manyRowsAreTrainedOnLongerAndFaster() {
    assertTraining(3000, 512, 0.002, 2000, 17);
    assertTraining(6000, 1024, 0.005, 2001, 17);
    assertTraining(6000, 1024, 0.005, 200_000, 500);
    assertTraining(1000, 512, 0.002, 480, 500);
  }

  @Test
  void onlyHundredsOfDimensionsWithFewRowsAreDrawnByFactors() {
    assertTrue(TableDefaults.isWide(480, 500));
    assertTrue(TableDefaults.isWide(200, 166));
    assertFalse(TableDefaults.isWide(80, 64));
    assertFalse(TableDefaults.isWide(400, 166));
    assertFalse(TableDefaults.isWide(276, 17));
    assertEquals(256, TableDefaults.of(480, 500).get("sampler.width"));
    assertEquals(512, TableDefaults.of(48_000, 500).get("sampler.width"));
  }

  @Test
  void fewDimensionsHaveTheDefaultsOfPoints() {
    assertEquals(Map.of(), TableDefaults.of(50_000, 4));
  }
}
