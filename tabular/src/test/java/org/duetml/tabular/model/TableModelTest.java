package org.duetml.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.TrainingListener;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.ModelFormatException;
import org.duetml.model.Sha256;
import org.duetml.tabular.ColumnChoice;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.EncodingRules;
import org.duetml.tabular.encoding.FittedEncoding;
import org.duetml.tabular.encoding.MixedTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableModelTest {
  private static TableModel model;
  private static RowSplit split;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    split = RowSplit.of(MixedTable.of(400, 1), 3);
    FittedEncoding fitted = EncodingRules.fit(split.training(), ColumnChoice.AS_DETECTED);
    split = split.select(fitted.encoding().schema());
    model = trained(split, fitted, tiny());
  }

  private static TableModel trained(RowSplit split, FittedEncoding fitted, DuetConfig config) {
    return TableTraining.train(
        "mixed", "mixed.csv", 400, split, fitted, config, TrainingListener.NONE, Checkpoints.NONE);
  }

  private static DuetConfig tiny() {
    return DuetConfig.of(
        Map.of(
            "pretrain.iterations", 60,
            "pretrain.batch", 128,
            "sampler.width", 32,
            "warm-start.iterations", 5,
            "warm-start.pool", 500,
            "gcd.iterations", 5,
            "calibration.iterations", 5,
            "calibration.noising-iterations", 5,
            "calibration.pool", 500,
            "calibration.normalizer-draws", 0));
  }

  private static void assertSame(TableBatch expected, int first, TableBatch actual) {
    for (int c = 0; c < actual.columns().size(); c++) {
      for (int row = 0; row < actual.rows(); row++) {
        if (actual.columns().get(c).kind().isNumber()) {
          assertEquals(expected.numbers(c)[first + row], actual.numbers(c)[row]);
        } else {
          assertEquals(expected.texts(c)[first + row], actual.texts(c)[row]);
        }
      }
    }
  }

  @Test
  void aFifthOfTheRowsIsHeldOut() {
    assertEquals(320, split.training().rows());
    assertEquals(80, split.heldOut().rows());
    assertEquals(80, model.facts().heldOutRows());
    assertThrows(IllegalArgumentException.class, () -> RowSplit.of(MixedTable.of(19, 1), 3));
  }

  @Test
  void anyPartOfADrawIsThatOfTheWhole() {
    try (ShardExecutor executor = new ShardExecutor(2)) {
      TableBatch whole = model.sample(0, 500, 9, executor);
      assertSame(whole, 123, model.sample(123, 77, 9, executor));
    }
  }

  @Test
  void samplesHaveTheMarginalsOfTheTrainingRows() {
    try (ShardExecutor executor = new ShardExecutor(2)) {
      TableBatch drawn = model.sample(0, 20_000, 11, executor);
      for (int c = 0; c < drawn.columns().size(); c++) {
        // Each indicator has its rate; that of the largest of several errs while so little trained.
        assertEquals(missing(split.training(), c), missing(drawn, c), 0.06);
      }
      // With 320 rows, jitter and quantiles of 50,000 draws move a mean by less than this.
      assertEquals(mean(split.training(), 0), mean(drawn, 0), 0.05);
    }
  }

  private static double missing(TableBatch rows, int column) {
    double count = 0;
    for (int row = 0; row < rows.rows(); row++) {
      count += rows.isMissing(column, row) ? 1 : 0;
    }
    return count / rows.rows();
  }

  private static double mean(TableBatch rows, int column) {
    double sum = 0;
    for (double value : rows.numbers(column)) {
      sum += value;
    }
    return sum / rows.rows();
  }

  @Test
  void aSavedModelDrawsAndScoresTheSame() throws IOException {
    Path place = folder.resolve("model");
    model.save(place);
    model.save(place);
    assertTrue(TableModel.isIn(place));
    TableModel again = TableModel.load(place);
    assertEquals(model.facts(), again.facts());
    try (ShardExecutor executor = new ShardExecutor(2)) {
      assertSame(model.sample(0, 300, 4, executor), 0, again.sample(0, 300, 4, executor));
      TableScoring scoring = new TableScoring(model);
      TableScoring loaded = new TableScoring(again);
      assertArrayEquals(
          scoring.score(scoring.encode(split.heldOut()).points(), executor).energies(),
          loaded.score(loaded.encode(split.heldOut()).points(), executor).energies());
    }
  }

  @Test
  void withoutAGameRowsHaveNoLastNoise() throws IOException {
    FittedEncoding fitted = EncodingRules.fit(split.training(), ColumnChoice.AS_DETECTED);
    Map<String, Object> noGame =
        Map.of("gcd.iterations", 0, "warm-start.iterations", 0, "calibration.iterations", 0);
    TableModel plain = trained(split, fitted, tiny().with(noGame));
    Path place = folder.resolve("plain");
    plain.save(place);
    TableModel again = TableModel.load(place);
    RowSampler means = RowSampler.of(plain.duet(), Optional.empty());
    assertFalse(means.lastNoise());
    assertTrue(RowSampler.of(model.duet(), Optional.empty()).lastNoise());
    try (ShardExecutor executor = new ShardExecutor(2)) {
      assertArrayEquals(
          plain.duet().sampleMeans(5, 40, 4, executor).values(),
          means.points(5, 40, 4, executor).values());
      assertArrayEquals(
          model.duet().sample(5, 40, 4, executor).values(),
          RowSampler.of(model.duet(), Optional.empty()).points(5, 40, 4, executor).values());
      assertSame(plain.sample(0, 300, 4, executor), 0, again.sample(0, 300, 4, executor));
      TableModel old = TableModel.load(asFormatVersion1(place));
      assertNotEquals(
          mean(plain.sample(0, 300, 4, executor), 0), mean(old.sample(0, 300, 4, executor), 0));
    }
  }

  /** Models of that version drew with the noise, and their marginals were matched so. */
  private static Path asFormatVersion1(Path place) throws IOException {
    Path document = place.resolve("table.json");
    String open =
        Files.readString(document)
            .replace("\"formatVersion\" : 3", "\"formatVersion\" : 1")
            .replaceFirst("  \"lastNoise\" : false,\n", "")
            .replaceFirst("  \"factors\" : false,\n", "")
            .replaceFirst("\"checksum\" : \"\\w+\"", "\"checksum\" : \"\"");
    String checksum = Sha256.of(open.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        document, open.replace("\"checksum\" : \"\"", "\"checksum\" : \"" + checksum + "\""));
    return place;
  }

  @Test
  void filesThatWereAlteredAreRefused() throws IOException {
    Path place = folder.resolve("model");
    model.save(place);
    Path document = place.resolve("table.json");
    String text = Files.readString(document);
    Files.writeString(document, text.replace("\"trainingRows\" : 320", "\"trainingRows\" : 321"));
    assertRefused(place, "was altered");
    Files.writeString(document, text.substring(0, text.length() / 2));
    assertRefused(place, "is truncated or altered");
    Files.writeString(document, text.replace("\"formatVersion\" : 3", "\"formatVersion\" : 4"));
    assertRefused(place, "from a newer Duet");
    Files.writeString(document, text);
    Path tensors = place.resolve("table.safetensors");
    byte[] bytes = Files.readAllBytes(tensors);
    bytes[bytes.length - 1] ^= 1;
    Files.write(tensors, bytes);
    assertRefused(place, "table.safetensors: is damaged");
  }

  private static void assertRefused(Path place, String wrong) {
    String message =
        assertThrows(ModelFormatException.class, () -> TableModel.load(place)).getMessage();
    assertTrue(message.contains(wrong), message);
  }

  @Test
  void rowsThatDoNotFitHaveSmallPValuesAndNameTheirColumns() {
    TableScoring scoring = new TableScoring(model);
    TableBatch strange = split.heldOut().select(new int[] {0});
    int mass = 3;
    assertEquals("mass", strange.columns().get(mass).name());
    strange.numbers(mass)[0] = 100_000;
    try (ShardExecutor executor = new ShardExecutor(1)) {
      TableScores scores = scoring.score(scoring.encode(strange).points(), executor);
      assertEquals(100, scores.percentiles()[0]);
      assertEquals(1.0 / (1 + model.scorer().heldOutRows()), scores.pValues()[0], 1e-12);
      assertEquals(mass, scoring.contributors(scoring.encode(strange), 1, executor).get(0).get(0));
    }
  }
}
