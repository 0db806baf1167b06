package org.duetml.app.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.GridQuadrature;
import org.duetml.model.DuetModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows is what the model and the data say. */
class RunDocumentTest {
  private static final GaussianMixture PLANAR = TinyModels.mixture(2);
  private static final RunFiles NO_FILES =
      new RunFiles(
          "run", Path.of("no"), Path.of("no"), Path.of("no"), Path.of("no"), Path.of("no"));

  private static ShardExecutor executor;
  private static DuetModel model;
  private static Map<String, Object> run;

  @BeforeAll
  static void gather() throws IOException {
    executor = new ShardExecutor(1);
    model = TinyModels.train(PLANAR, 0.05);
    run = RunDocument.of(NO_FILES, model, PLANAR, executor);
  }

  @AfterAll
  static void close() {
    executor.close();
  }

  private static Map<?, ?> part(Map<?, ?> object, String name) {
    return (Map<?, ?>) object.get(name);
  }

  /** The nodes with the coordinates that the page computes for them. */
  private static float[][] nodes(int perSide, double halfWidth) {
    float[][] nodes = new float[perSide * perSide][2];
    for (int j = 0; j < perSide; j++) {
      for (int i = 0; i < perSide; i++) {
        nodes[j * perSide + i][0] = (float) (-halfWidth + 2 * halfWidth * i / (perSide - 1));
        nodes[j * perSide + i][1] = (float) (-halfWidth + 2 * halfWidth * j / (perSide - 1));
      }
    }
    return nodes;
  }

  @Test
  void theLandscapeIsMinusTheEnergyOverTauUpToOneConstant() {
    Map<?, ?> landscape = part(run, "landscape");
    double[] learned = Decoded.of(landscape.get("learned"));
    double tolerance = 2 * Decoded.tolerance(landscape.get("learned")) + 1e-3;
    double[] energies = model.energy(nodes(Landscape.NODES, PLANAR.halfWidth()));
    double constant = learned[0] + energies[0] / 0.05;
    for (int node = 0; node < learned.length; node++) {
      assertEquals(constant, learned[node] + energies[node] / 0.05, tolerance, "node " + node);
    }
  }

  @Test
  void theLearnedDensityIntegratesToOne() {
    double logNormalizer =
        new GridQuadrature()
            .logNormalizer(
                points -> {
                  double[] energies = model.energy(points, executor);
                  for (int i = 0; i < energies.length; i++) {
                    energies[i] /= 0.05;
                  }
                  return energies;
                });
    Map<?, ?> landscape = part(run, "landscape");
    double[] learned = Decoded.of(landscape.get("learned"));
    double energy = model.energy(nodes(Landscape.NODES, PLANAR.halfWidth()))[0] / 0.05;
    assertEquals(-energy - logNormalizer, learned[0], 2e-3);
  }

  @Test
  void theTruthIsTheLogDensityCutSixtyNatsBelowItsTop() {
    Map<?, ?> truth = part(part(run, "landscape"), "truth");
    double[] shown = Decoded.of(truth);
    float[][] nodes = nodes(Landscape.NODES, PLANAR.halfWidth());
    double[] exact = new double[nodes.length];
    double top = Double.NEGATIVE_INFINITY;
    for (int node = 0; node < nodes.length; node++) {
      exact[node] = PLANAR.logDensity(new double[] {nodes[node][0], nodes[node][1]});
      top = Math.max(top, exact[node]);
    }
    for (int node = 0; node < nodes.length; node++) {
      double expected = Math.max(exact[node], top - 60);
      assertEquals(expected, shown[node], Decoded.tolerance(truth) + 1e-5, "node " + node);
    }
  }

  @Test
  void thePathEndsInTheSamplesOverTheEnergy() {
    Map<?, ?> path = part(run, "path");
    List<?> states = (List<?>) path.get("states");
    assertEquals(4, states.size());
    Map<?, ?> last = (Map<?, ?>) states.getLast();
    double[] points = Decoded.of(last.get("points"));
    float[][] samples = model.sample(points.length / 2, model.provenance().seed());
    for (int i = 0; i < points.length; i++) {
      assertEquals(samples[i / 2][i % 2], points[i], Decoded.tolerance(last.get("points")));
    }
    float[][] nodes = nodes(SamplerPath.NODES, (double) path.get("halfWidth"));
    double[] energies = model.energy(nodes);
    double[] values = Decoded.of(last.get("values"));
    double tolerance = Decoded.tolerance(last.get("values")) + 1e-3;
    for (int node = 0; node < nodes.length; node++) {
      assertEquals(energies[node] / 0.05, values[node], tolerance, "node " + node);
    }
  }

  @Test
  void aLongPathIsThinnedOutWithBothItsEnds() {
    assertArrayEquals(new int[] {0, 1}, SamplerPath.shownSteps(1));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, SamplerPath.shownSteps(5));
    assertArrayEquals(
        new int[] {0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000},
        SamplerPath.shownSteps(1000));
  }

  @Test
  void whatIsMissingIsSaid() {
    List<?> missing = (List<?>) run.get("missing");
    assertEquals(3, missing.size(), missing.toString());
    assertTrue(missing.toString().contains("metrics.csv is not there: no training curves."));
    assertFalse(run.containsKey("training"));
  }

  @Test
  void theCommandNamesWhatWasChanged() {
    String command = (String) run.get("command");
    assertTrue(command.startsWith("duet train two modes --set "), command);
    assertTrue(command.contains(" --set gcd.steps=3"), command);
    assertFalse(command.contains("gcd.tau"), command);
  }

  @Test
  void withoutATemperatureThereIsNoDensity() throws IOException {
    DuetModel cold = TinyModels.train(PLANAR, 0);
    Map<?, ?> landscape = part(RunDocument.of(NO_FILES, cold, PLANAR, executor), "landscape");
    assertEquals(false, landscape.get("normalised"));
    assertFalse(landscape.containsKey("truth"));
    double[] shown = Decoded.of(landscape.get("learned"));
    double[] energies = cold.energy(nodes(Landscape.NODES, PLANAR.halfWidth()));
    double tolerance = Decoded.tolerance(landscape.get("learned")) + 1e-5;
    assertEquals(-energies[5000], shown[5000], tolerance);
  }

  @Test
  void onlyAPlanarModelHasALandscape() throws IOException {
    for (int dimension : new int[] {1, 10}) {
      GaussianMixture data = TinyModels.mixture(dimension);
      Map<String, Object> document =
          RunDocument.of(NO_FILES, TinyModels.train(data, 0.05), null, executor);
      assertFalse(document.containsKey("landscape"));
      assertEquals(dimension > 1, document.containsKey("path"));
      Map<?, ?> points = part(document, "points");
      assertEquals(dimension, points.get("coordinates"));
      assertFalse(points.containsKey("data"), "unknown data have no points");
      assertFalse(document.containsKey("command"), "there is no command that trains on them");
    }
  }

  @Test
  void aDamagedMeasurementOfATableIsNamed(@TempDir Path folder) throws IOException {
    Path no = Path.of("no");
    for (String damaged : List.of("", "{}", "{\"rows\": {\"training\": 1}")) {
      Path file = Files.writeString(folder.resolve("quality.json"), damaged);
      RunFiles files = new RunFiles("run", no, no, no, no, file);
      IOException thrown =
          assertThrows(
              IOException.class, () -> RunDocument.of(files, model, PLANAR, executor), damaged);
      assertTrue(thrown.getMessage().startsWith(file + ": is no measurement"), thrown.getMessage());
    }
  }
}
