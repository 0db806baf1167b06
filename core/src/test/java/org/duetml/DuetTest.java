package org.duetml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duetml.config.ConfigException;
import org.duetml.config.DuetConfig;
import org.duetml.data.ArrayData;
import org.duetml.data.DataSource;
import org.duetml.data.Distributions;
import org.duetml.energy.Normalizer;
import org.duetml.gcd.Phase;
import org.duetml.gcd.TrainingListener;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuetTest {
  private static final DataSource DATA = Distributions.named("8gaussians");
  private static final DuetConfig SMALL =
      DuetConfig.of(
          Map.ofEntries(
              Map.entry("sampler.width", 32),
              Map.entry("energy.width", 32),
              Map.entry("value.width", 32),
              Map.entry("pretrain.iterations", 150),
              Map.entry("pretrain.batch", 320),
              Map.entry("warm-start.iterations", 150),
              Map.entry("warm-start.batch", 128),
              Map.entry("warm-start.pool", 5000),
              Map.entry("warm-start.value-iterations", 20),
              Map.entry("gcd.iterations", 60),
              Map.entry("gcd.log-every", 20),
              Map.entry("gcd.batch", 64),
              Map.entry("calibration.iterations", 150),
              Map.entry("calibration.batch", 128),
              Map.entry("calibration.pool", 5000),
              Map.entry("calibration.noising-iterations", 40),
              Map.entry("calibration.normalizer-draws", 20_000)));

  private static DuetModel model;

  @BeforeAll
  static void train() {
    model = Duet.train(DATA, SMALL.with("threads", 1));
  }

  @Test
  void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads() {
    DuetModel again = Duet.train(DATA, SMALL.with("threads", 2));
    assertArrayEquals(model.sample(500, 7), again.sample(500, 7));
    float[][] points = model.sample(100, 8);
    assertArrayEquals(model.energy(points), again.energy(points));
  }

  @Test
  void anotherSeedGivesAnotherModel() {
    DuetModel other = Duet.train(DATA, SMALL.with("seed", 1));
    assertFalse(model.sample(1, 7)[0][0] == other.sample(1, 7)[0][0]);
  }

  @Test
  void aSavedModelIsTheSameModel(@TempDir Path directory) throws Exception {
    model.save(directory.resolve("model"));
    DuetModel loaded = DuetModel.load(directory.resolve("model"));
    assertArrayEquals(model.sample(300, 3), loaded.sample(300, 3));
    float[][] points = model.sample(50, 4);
    assertArrayEquals(model.energy(points), loaded.energy(points));
    assertEquals(model.config(), loaded.config());
    assertEquals(model.provenance(), loaded.provenance());
    assertEquals(model.normalizer(), loaded.normalizer());
    assertArrayEquals(model.logDensity(points), loaded.logDensity(points));
    try (ShardExecutor executor = new ShardExecutor(1)) {
      assertArrayEquals(
          model.samplePretrained(100, 5, executor).orElseThrow().values(),
          loaded.samplePretrained(100, 5, executor).orElseThrow().values());
    }
  }

  @Test
  void smallerDrawsAreTheBeginningOfLargerOnes() {
    float[][] few = model.sample(10, 1);
    float[][] many = model.sample(5000, 1);
    for (int i = 0; i < few.length; i++) {
      assertArrayEquals(few[i], many[i]);
    }
  }

  @Test
  void trajectoriesEndInTheSamples() {
    float[][][] trajectories = model.trajectories(20, 1);
    assertEquals(model.steps() + 1, trajectories.length);
    assertArrayEquals(model.sample(20, 1), trajectories[model.steps()]);
  }

  @Test
  void evenAShortTrainingPutsLowEnergyOnTheData() {
    Map<String, Object> figures;
    try (ShardExecutor executor = new ShardExecutor(1)) {
      figures = Evaluation.of(model, DATA, 4000, 11, executor);
    }
    double auroc = (double) figures.get("auroc_uniform");
    assertTrue(auroc > 0.85, () -> "AUROC " + auroc);
    assertTrue((double) figures.get("kl_data_model") < 0.5);
    assertEquals(60L, figures.get("iterations"));
    figures.entrySet().stream()
        .filter(figure -> figure.getValue() instanceof Number && !figure.getKey().equals("seed"))
        .forEach(figure -> assertTrue(FigureNames.ALL.contains(figure.getKey()), figure.getKey()));
    assertTrue(
        figures
            .keySet()
            .containsAll(
                List.of(
                    "data",
                    "seed",
                    "steps",
                    "samples",
                    "sliced_wasserstein",
                    "sliced_wasserstein_floor",
                    "sliced_wasserstein_exact",
                    "auroc_uniform",
                    "auroc_uniform_ideal",
                    "kl_data_model",
                    "log_density_correlation",
                    "log_z",
                    "log_z_stderr",
                    "log_z_low",
                    "log_z_high",
                    "log_z_quadrature",
                    "log_z_covered",
                    "effective_sample_size",
                    "nll_test",
                    "nll_test_ideal",
                    "mode_weight_min",
                    "mode_weight_max",
                    "within_3sd",
                    "iterations",
                    "training_seconds",
                    "pretrain_sliced_wasserstein")));
  }

  /** In the data's units, whose standard deviation is 2 here: the Jacobian shows. */
  @Test
  void theLogDensityIntegratesToOne() {
    double error = model.normalizer().orElseThrow().standardError();
    int cells = 200;
    double side = 20.0 / cells;
    float[][] points = new float[cells * cells][2];
    for (int i = 0; i < points.length; i++) {
      points[i][0] = (float) ((i / cells + 0.5) * side - 10);
      points[i][1] = (float) ((i % cells + 0.5) * side - 10);
    }
    double integral = 0;
    for (double logDensity : model.logDensity(points)) {
      integral += Math.exp(logDensity) * side * side;
    }
    assertEquals(0, Math.log(integral), 4 * error);
    assertTrue(error < 0.05, "standard error " + error);
  }

  /** The mean of the negative log-density exceeds the entropy by the divergence. */
  @Test
  void theLikelihoodOfFreshDataIsTheIdealLessTheDivergence() {
    Map<String, Object> figures;
    try (ShardExecutor executor = new ShardExecutor(1)) {
      figures = Evaluation.of(model, DATA, 20_000, 12, executor);
    }
    double excess = (double) figures.get("nll_test") - (double) figures.get("nll_test_ideal");
    double error = (double) figures.get("log_z_stderr");
    // The log-ratio of two densities this close has a standard deviation below 1.
    assertEquals(
        (double) figures.get("kl_data_model"), excess, 4 * (error + 1 / Math.sqrt(20_000)));
  }

  @Test
  void evaluationDoesNotDependOnThreads() {
    try (ShardExecutor one = new ShardExecutor(1);
        ShardExecutor two = new ShardExecutor(2)) {
      assertEquals(
          Evaluation.of(model, DATA, 1000, 5, one), Evaluation.of(model, DATA, 1000, 5, two));
    }
  }

  @Test
  void phasesRunAloneOnATrainedModel() {
    DuetModel calibrated =
        Duet.continueTraining(
            model,
            DATA,
            SMALL.with("seed", 5),
            EnumSet.of(Phase.CALIBRATION),
            TrainingListener.NONE);
    assertArrayEquals(model.sample(50, 2), calibrated.sample(50, 2));
    float[][] points = model.sample(5, 3);
    assertFalse(model.energy(points)[0] == calibrated.energy(points)[0]);
  }

  @Test
  void aGameFromASavedPretrainingIsTheWholeTraining(@TempDir Path directory) throws Exception {
    Map<String, Object> none =
        Map.of(
            "warm-start.iterations", 0,
            "warm-start.value-iterations", 0,
            "gcd.iterations", 0,
            "calibration.iterations", 0,
            // Neither is part of a sampler.
            "gcd.tau", 0.3,
            "energy.width", 16);
    Duet.train(DATA, SMALL.with(none)).save(directory.resolve("model"));
    DuetModel pretrained = DuetModel.load(directory.resolve("model"));
    DuetModel again = Duet.trainFrom(pretrained, DATA, SMALL, TrainingListener.NONE);
    assertArrayEquals(model.sample(300, 3), again.sample(300, 3));
    float[][] points = model.sample(50, 4);
    assertArrayEquals(model.energy(points), again.energy(points));
    DuetConfig other = SMALL.with("gcd.steps", 3);
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> Duet.trainFrom(pretrained, DATA, other, TrainingListener.NONE));
    assertEquals("gcd.steps = 3: expected 5, as the model was trained with", e.getMessage());
  }

  @Test
  void aModelCannotBeContinuedWithOtherShapes() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                Duet.continueTraining(
                    model,
                    DATA,
                    SMALL.with("gcd.steps", 3),
                    EnumSet.of(Phase.GAME),
                    TrainingListener.NONE));
    assertEquals("gcd.steps = 3: expected 5, as the model was trained with", e.getMessage());
  }

  @Test
  void rowsInMemoryTrainInAnyDimension() {
    Matrix normals = new Matrix(300, 3);
    RandomStream.of(1, "rows").normals(0, normals, 0, 300);
    float[][] rows = new float[300][3];
    for (int i = 0; i < 300; i++) {
      for (int d = 0; d < 3; d++) {
        rows[i][d] = 100 + 5 * normals.get(i, d);
      }
    }
    DuetModel table = Duet.train(ArrayData.of("rows", rows), SMALL);
    double mean = 0;
    for (float[] sample : table.sample(1000, 1)) {
      mean += sample[0] / 1000;
    }
    assertEquals(100, mean, 2);
    double[] energies = table.energy(new float[][] {{100, 100, 100}, {140, 60, 140}});
    assertTrue(energies[0] < energies[1]);
  }

  @Test
  void withoutTemperatureTheDensityPhasesAreSkippedAndSaidSo() {
    Map<String, String> messages = new LinkedHashMap<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onMessage(String message) {
            messages.put(message.split(" ")[0], message);
          }
        };
    DuetModel critic = Duet.train(DATA, SMALL.with("gcd.tau", 0), listener);
    assertTrue(messages.get("warm-start").contains("gcd.tau = 0"));
    assertTrue(messages.get("calibration").contains("gcd.tau = 0"));
    assertEquals(10, critic.sample(10, 1).length);
    assertNoLogDensity("with gcd.tau = 0", critic);
  }

  private static void assertNoLogDensity(String reason, DuetModel other) {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> other.logDensity(new float[][] {{0, 0}}));
    assertTrue(e.getMessage().startsWith("no log-density: " + reason), e.getMessage());
  }

  @Test
  void anEnergyThatIsNotCalibratedHasNoLogDensity() {
    DuetModel played =
        Duet.continueTraining(
            model,
            DATA,
            SMALL.with("gcd.iterations", 1),
            EnumSet.of(Phase.GAME),
            TrainingListener.NONE);
    assertNoLogDensity("log Z of this model was not estimated", played);
    DuetModel without =
        Duet.continueTraining(
            model,
            DATA,
            SMALL.with(Map.of("calibration.normalizer-draws", 0, "calibration.iterations", 1)),
            EnumSet.of(Phase.CALIBRATION),
            TrainingListener.NONE);
    assertNoLogDensity("log Z of this model was not estimated", without);
  }

  @Test
  void anEstimateThatIsNotReliableGivesNoLogDensity() {
    Normalizer uneven = new Normalizer(Normalizer.Method.ANNEALED, 2000, 3, 0.2, 2, 4, 30, 0.9);
    DuetModel other =
        new DuetModel(
            model.config(),
            model.standardization(),
            model.players(),
            model.provenance(),
            Optional.of(uneven));
    assertNoLogDensity("the estimate of log Z is not reliable (effective sample size 30", other);
    Map<String, Object> figures;
    try (ShardExecutor executor = new ShardExecutor(1)) {
      figures = Evaluation.of(other, DATA, 200, 12, executor);
    }
    assertEquals(30.0, figures.get("effective_sample_size"));
    assertFalse(figures.containsKey("nll_test"));
  }

  @Test
  void pointsThatCannotBeScoredAreNamed() {
    IllegalArgumentException wrongLength =
        assertThrows(
            IllegalArgumentException.class, () -> model.energy(new float[][] {{1, 2}, {1}}));
    assertEquals("point 1 has 1 coordinates: expected 2", wrongLength.getMessage());
    IllegalArgumentException notFinite =
        assertThrows(
            IllegalArgumentException.class, () -> model.energy(new float[][] {{1, Float.NaN}}));
    assertEquals("point 0 holds NaN: expected finite numbers", notFinite.getMessage());
  }
}
