package org.duetml.tabular.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.IntStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.quality.Usefulness.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.function.Executable;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "no kernels are used")
class TableComparisonTest {
  private static final int ROWS = 1000;
  private static final TableBatch TRAINING = Tables.people(ROWS, 1, 0);
  private static final TableBatch HELD_OUT = Tables.people(ROWS, 2, 0);

  private static TableQuality compare(TableBatch training, TableBatch synthetic, String target) {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      return TableComparison.of(training, HELD_OUT, synthetic, target, 5, executor);
    }
  }

  @Test
  void rowsOfTheSameLawAreAsGoodAsRealOnes() {
    TableQuality quality = compare(TRAINING, Tables.people(ROWS, 3, 0), null);
    assertEquals(0.5, quality.detectability().auroc(), 0.05);
    assertEquals(0.5, quality.detectability().floor(), 0.05);
    assertEquals(quality.meanFloor(), quality.meanDistance(), 0.03);
    assertEquals(0, quality.privacy().copies());
    assertEquals(0.05, quality.privacy().nearShare(), 0.03);
    assertEquals("tall", quality.usefulness().target());
    assertEquals(quality.usefulness().real(), quality.usefulness().synthetic(), 0.01);
    // The colour, the sign of the height and so the height tell nearly all.
    assertTrue(quality.usefulness().real() > 0.99);
  }

  @Test
  void shiftedRowsAreDetectedByTheColumnThatWasShifted() {
    TableQuality quality = compare(TRAINING, Tables.people(ROWS, 3, 10), null);
    assertEquals(1, quality.detectability().auroc());
    assertEquals("height", quality.detectability().telling().getFirst().column());
    assertTrue(quality.detectability().telling().getFirst().share() > 0.99);
    assertEquals(1, quality.columns().getFirst().distance());
    assertEquals(1, quality.columns().getFirst().unseen());
  }

  @Test
  void aPerfectCopyReachesEveryFloorAndIsReportedAsOne() {
    TableQuality quality = compare(TRAINING, TRAINING, null);
    quality.columns().forEach(column -> assertEquals(column.floor(), column.distance()));
    assertEquals(quality.detectability().floor(), quality.detectability().auroc());
    assertEquals(quality.associations().floor(), quality.associations().meanDifference(), 1e-12);
    assertEquals(quality.usefulness().real(), quality.usefulness().synthetic());
    assertEquals(ROWS, quality.privacy().copies());
    assertEquals(0, quality.privacy().heldOutCopies());
    assertEquals(1, quality.privacy().nearShare());
    assertEquals(0, quality.privacy().median());
  }

  @Test
  void copiesThatOccurAnywayAreCountedApart() {
    TableBatch training = Tables.people(100, 1, 0);
    TableBatch heldOut = Tables.people(100, 2, 0);
    for (int column = 0; column < 3; column++) {
      heldOut.numbers(column)[7] = training.numbers(column)[8];
    }
    heldOut.texts(3)[7] = training.texts(3)[8];
    heldOut.numbers(4)[7] = training.numbers(4)[8];
    TableBatch synthetic = Batches.chosen(training, new int[] {8, 8, 9});
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Privacy privacy = PrivacyMeasurement.of(training, heldOut, synthetic, 0, executor);
      assertEquals(3, privacy.copies());
      assertEquals(2, privacy.alsoHeldOut());
      assertEquals(1, privacy.heldOutCopies());
    }
  }

  @Test
  void theDistanceToTheClosestRecordOfKnownRows() {
    // The standard deviation of the training rows is 2: a unit is 8.
    TableBatch training = Tables.numbers(ColumnKind.NUMERIC, 0, 4, 0, 4);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      double[] distances =
          new ClosestRecord(training)
              .distances(Tables.numbers(ColumnKind.NUMERIC, 4, 1, 12, Double.NaN), executor);
      assertEquals(0, distances[0]);
      assertEquals(1.0 / 8, distances[1]);
      assertEquals(1, distances[2]);
      assertEquals(1, distances[3]);
    }
  }

  @Test
  void aModelOfUselessRowsIsNoBetterThanTheMean() {
    TableBatch synthetic = Tables.people(ROWS, 3, 0);
    double[] heights = synthetic.numbers(0);
    System.arraycopy(Tables.people(ROWS, 4, 0).numbers(0), 0, heights, 0, heights.length);
    double[] weights = synthetic.numbers(1);
    System.arraycopy(Tables.people(ROWS, 6, 0).numbers(1), 0, weights, 0, weights.length);
    Usefulness usefulness = compare(TRAINING, synthetic, "weight").usefulness();
    assertEquals(Measure.R2, usefulness.measure());
    // Of the variance 1.25, the noise's 0.25 cannot be explained.
    assertEquals(0.8, usefulness.real(), 0.08);
    assertTrue(usefulness.synthetic() < 0.05, usefulness.toString());
  }

  @Test
  void classesAreMeasuredByAreaAndAccuracy() {
    Usefulness usefulness = compare(TRAINING, Tables.people(ROWS, 3, 0), "colour").usefulness();
    assertEquals(Measure.AUROC, usefulness.measure());
    // Blue and green are a coin's; red is nearly certain where it is.
    double red =
        IntStream.range(0, ROWS).filter(row -> HELD_OUT.texts(3)[row].equals("red")).count()
            / (double) ROWS;
    assertEquals(red + (1 - red) / 2, usefulness.realAccuracy(), 0.06);
    assertTrue(usefulness.guess() < usefulness.realAccuracy());
  }

  @Test
  void theJsonFormHoldsEveryBit() throws IOException {
    TableQuality quality = compare(TRAINING, Tables.people(300, 3, 0.5), null);
    assertEquals(quality, TableQuality.fromJson(quality.toJson()));
    TableQuality poor = compare(new TableBatch(Tables.COLUMNS, 0), Tables.people(3, 3, 0), null);
    assertNull(poor.privacy());
    assertNull(poor.detectability());
    assertNull(poor.usefulness());
    assertEquals(Double.NaN, poor.columns().getFirst().floor());
    assertEquals(poor, TableQuality.fromJson(poor.toJson()));
    assertThrows(IOException.class, () -> TableQuality.fromJson("{}"));
  }

  @Test
  void theBitsDoNotDependOnThreads() {
    TableBatch synthetic = Tables.people(400, 3, 0.1);
    try (ShardExecutor executor = new ShardExecutor(3)) {
      TableQuality onThree = TableComparison.of(TRAINING, HELD_OUT, synthetic, null, 5, executor);
      assertEquals(compare(TRAINING, synthetic, null), onThree);
    }
  }

  @Test
  void wrongInputIsNamed() {
    TableBatch other = Tables.numbers(ColumnKind.NUMERIC, 1);
    assertTrue(message(() -> compare(TRAINING, other, null)).contains("synthetic rows"));
    assertTrue(
        message(() -> compare(TRAINING, new TableBatch(Tables.COLUMNS, 0), null))
            .contains("no synthetic rows"));
    assertTrue(message(() -> compare(TRAINING, HELD_OUT, "size")).contains("target 'size'"));
    TableBatch infinite = Tables.people(50, 3, 0);
    infinite.numbers(1)[4] = Double.POSITIVE_INFINITY;
    assertTrue(
        message(() -> compare(TRAINING, infinite, null)).contains("row 5 of column 'weight'"));
  }

  private static String message(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
