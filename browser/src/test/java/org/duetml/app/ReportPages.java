package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pages of small runs and sweeps. */
final class ReportPages {
  /** Settings of a training of seconds. */
  static final List<String> TINY =
      List.of(
          "threads=1",
          "sampler.width=16",
          "sampler.noise-min=0.1",
          "energy.fourier-features=8",
          "energy.fourier-scale=2",
          "energy.width=16",
          "value.width=16",
          "gcd.steps=3",
          "gcd.iterations=20",
          "gcd.batch=64",
          "gcd.log-every=5",
          "pretrain.iterations=200",
          "pretrain.batch=64",
          "warm-start.iterations=20",
          "warm-start.pool=512",
          "warm-start.value-iterations=20",
          "calibration.iterations=20",
          "calibration.pool=512",
          "calibration.noising-iterations=5",
          "evaluate.samples=500",
          "evaluate.directions=20");

  /** Would run, or end the element it stands in, if it ever became HTML. */
  static final String HOSTILE =
      "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>";

  private ReportPages() {}

  /** Runs a command that has to succeed. */
  static void duet(String... arguments) {
    StringWriter said = new StringWriter();
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute(arguments);
    assertEquals(0, exitCode, said.toString());
  }

  /** The page of a training on eight Gaussians into the folder. */
  static Path ofRun(Path folder) {
    StringBuilder train =
        new StringBuilder("train 8gaussians --quiet --no-pictures --out " + folder);
    TINY.forEach(setting -> train.append(" --set ").append(setting));
    duet(train.toString().split(" "));
    duet("report", folder.toString());
    return folder.resolve("report.html");
  }

  /**
   * The page of a sweep over temperatures, steps 3 and 4 and seeds 0 and 1, which is written into
   * the folder.
   */
  static Path ofSweep(Path folder, List<String> temperatures, String data) throws IOException {
    Path cells = Files.createDirectories(folder.resolve("cells"));
    for (String tau : temperatures) {
      for (int steps = 3; steps <= 4; steps++) {
        for (int seed = 0; seed < 2; seed++) {
          String cell =
              """
              {"experiment": "sweep", "label": "tau=%1$s steps=%2$d", "seed": %3$d,
               "settings": {"gcd.tau": "%1$s", "gcd.steps": "%2$d", "data": "%4$s"},
               "figures": {"sliced_wasserstein": %5$s, "kl_data_model": 0.0%2$d}, "seconds": 1.5}
              """;
          double distance = Double.parseDouble(tau) / steps + seed;
          Files.writeString(
              cells.resolve(tau + "-" + steps + "-" + seed + ".json"),
              cell.formatted(tau, steps, seed, data, distance));
        }
      }
    }
    duet("report", folder.toString());
    return folder.resolve("report.html");
  }
}
