package org.duetml.proof.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.experiment.CellStore;
import org.duetml.app.experiment.Summary;
import org.duetml.app.file.ConfigYaml;
import org.duetml.app.file.PointsCsv;
import org.duetml.app.report.FiguresFile;
import org.duetml.app.report.LogFile;
import org.duetml.app.screen.ResultTable;
import org.duetml.app.sweep.SweepPlan;
import org.duetml.app.sweep.SweepRequest;
import org.duetml.config.DuetConfig;
import org.duetml.data.Distributions;

/** The readers of what users write and runs leave. */
final class RunTargets {
  private static final int CHEAP = 1600;
  private static final int FAIR = 400;
  private static final int DEAR = 200;

  private static final String SWEEP =
      """
      data: 8gaussians
      seeds: 2
      set:
        gcd.iterations: 1000
      grid:
        gcd.tau: [0, 0.05]
        gcd.steps: [3, 5]
      """;

  private static final String FIGURES =
      """
      {
        "data" : "8gaussians",
        "sliced_wasserstein" : 0.02,
        "sliced_wasserstein_floor" : 0.01,
        "mode_weight_min" : 0.1, "mode_weight_max" : 0.2,
        "messages" : [ "one", "two" ]
      }
      """;

  private static final String LOG =
      "phase,iteration,seconds,loss,energy_gap\npretrain,1,0.1,0.5,\ngame,1,0.2,,-0.25\n";

  private static final String CELL =
      """
      {
        "experiment" : "sweep",
        "label" : "gcd.tau=0.1",
        "seed" : 3,
        "settings" : { "data" : "8gaussians", "gcd.tau" : "0.1" },
        "figures" : { "kl" : 0.5, "steps" : 5, "z" : "NaN", "messages" : "none" },
        "seconds" : 1.5
      }
      """;

  private final MemoryFolder folder;
  private final CellStore cells;

  RunTargets(MemoryFolder folder) throws IOException {
    this.folder = folder;
    cells = new CellStore(folder.path(""));
  }

  List<FuzzTarget> all() {
    byte[] config = ConfigYaml.write(DuetConfig.defaults()).getBytes(UTF_8);
    byte[] shortConfig = "seed: 3\ngcd:\n  tau: 0.1\npretrain.iterations: 20\n".getBytes(UTF_8);
    return List.of(
        new FuzzTarget("configuration-yaml", DEAR, List.of(shortConfig, config), this::readConfig),
        new FuzzTarget("sweep-yaml", FAIR, List.of(SWEEP.getBytes(UTF_8)), this::readSweep),
        new FuzzTarget("metrics-json", CHEAP, List.of(FIGURES.getBytes(UTF_8)), this::readFigures),
        new FuzzTarget("metrics-csv", CHEAP, List.of(LOG.getBytes(UTF_8)), this::readLog),
        new FuzzTarget("cell-json", CHEAP, List.of(CELL.getBytes(UTF_8)), this::readCell),
        new FuzzTarget("points-csv", CHEAP, List.of(new byte[64]), RunTargets::writePoints));
  }

  private void readConfig(byte[] bytes) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    ConfigYaml.read(file("any.yaml", bytes))
        .forEach((key, entry) -> values.put(key, entry.value()));
    DuetConfig config = DuetConfig.of(values);
    if (!DuetConfig.of(config.toMap()).equals(config)) {
      throw new AssertionError("a configuration that does not survive writing");
    }
  }

  private void readSweep(byte[] bytes) throws IOException {
    SweepRequest request = SweepRequest.read(file("any.yaml", bytes));
    SweepPlan.of(request, _ -> Distributions.named("8gaussians"));
  }

  private void readFigures(byte[] bytes) throws IOException {
    ResultTable.rows(FiguresFile.read(file("metrics.json", bytes)));
  }

  private void readLog(byte[] bytes) throws IOException {
    LogFile.read(file("metrics.csv", bytes));
  }

  private void readCell(byte[] bytes) throws IOException {
    file("cells/any.json", bytes);
    Summary.of(cells.all());
  }

  /** Numbers of any bits are written so that they read back to the same bits. */
  private static void writePoints(byte[] bytes) throws IOException {
    int count = bytes.length / Float.BYTES;
    float[][] points = new float[count][1];
    for (int i = 0; i < count; i++) {
      points[i][0] = ByteBuffer.wrap(bytes).getFloat(Float.BYTES * i);
    }
    StringBuilder text = new StringBuilder();
    new PointsCsv(text, 1).append(points);
    List<String> lines = text.toString().lines().toList();
    for (int i = 0; i < count; i++) {
      float back = Float.parseFloat(lines.get(i + 1));
      if (Float.floatToIntBits(back) != Float.floatToIntBits(points[i][0])) {
        throw new AssertionError(points[i][0] + " is written as " + lines.get(i + 1));
      }
    }
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.path(name), bytes);
  }
}
