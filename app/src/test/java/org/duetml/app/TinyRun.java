package org.duetml.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs of a second: every phase, few and small iterations. */
final class TinyRun {
  static final String CONFIG =
      """
      sampler: {width: 16, layers: 2}
      energy: {width: 16, fourier-features: 8}
      value: {width: 16}
      pretrain: {iterations: 30, batch: 64}
      warm-start: {iterations: 10, batch: 64, pool: 512, value-iterations: 5}
      gcd: {iterations: 20, batch: 64, log-every: 10}
      calibration: {iterations: 10, batch: 64, pool: 512, noising-iterations: 5, normalizer-draws: 0}
      evaluate: {samples: 500, directions: 20}
      """;

  private TinyRun() {}

  /** {@code duet train DATA} with the tiny configuration, into a folder of this name. */
  static Outcome train(Path folder, String data, String name, String... more) throws IOException {
    Path config = Files.writeString(folder.resolve("tiny.yaml"), CONFIG);
    List<String> arguments =
        new ArrayList<>(List.of("train", data, "--config", config.toString(), "--quiet"));
    arguments.addAll(List.of("--out", folder.resolve(name).toString()));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }
}
