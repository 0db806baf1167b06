package org.duetml.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.duetml.kernel.RandomStream;

/**
 * Starts real training processes, ends them with SIGKILL at random moments, resumes them, and
 * compares what is left with a run that nobody disturbed.
 */
public final class Killing {
  /**
   * What came of it.
   *
   * @param kills processes that were killed while they worked
   * @param beforeBegin of these, kills before there was anything to resume
   * @param insideWrites of these, kills that left a checkpoint half written
   * @param trainings that were killed at least once and then ended
   * @param survived kills of trainings that ended with the bits of the undisturbed run
   * @param wrong what the other trainings ended with, a line each
   */
  public record Result(
      int kills,
      int beforeBegin,
      int insideWrites,
      int trainings,
      int survived,
      List<String> wrong) {}

  private static final int PATIENCE_SECONDS = 300;
  private static final int WRITE_SECONDS = 3;
  private static final String RECORD = "checkpoints/run.json";
  private static final String PART = "checkpoints/checkpoint.part";

  private static final String CONFIG =
      """
      sampler: {width: 16, layers: 2}
      energy: {width: 16, fourier-features: 8}
      value: {width: 256}
      pretrain: {iterations: 20, batch: 64}
      warm-start: {iterations: 10, batch: 64, pool: 512, value-iterations: 5}
      gcd: {iterations: 30, batch: 64, log-every: 5}
      calibration: {iterations: 10, batch: 64, pool: 512, noising-iterations: 5, normalizer-draws: 0}
      evaluate: {samples: 500, directions: 20}
      checkpoint: {every: 1}
      threads: 1
      """;

  private final Path folder;
  private final RandomStream random;
  private final Path config;
  private final Path output;
  private long thrown;
  private int kills;
  private int beforeBegin;
  private int insideWrites;
  private int survived;
  private int trainings;
  private final List<String> wrong = new ArrayList<>();

  private Killing(Path folder, long seed) throws IOException {
    this.folder = folder;
    random = RandomStream.of(seed, "kills");
    output = folder.resolve("output.txt");
    config = Files.writeString(folder.resolve("tiny.yaml"), CONFIG);
  }

  /**
   * Runs.
   *
   * @param folder empty, on a real disk
   * @param kills at least so many
   * @param seed decides the moments
   * @return what came of it
   * @throws IOException if a process cannot be started, or the undisturbed run fails
   * @throws InterruptedException if this process is told to stop
   */
  public static Result run(Path folder, int kills, long seed)
      throws IOException, InterruptedException {
    return new Killing(folder, seed).run(kills);
  }

  private Result run(int atLeast) throws IOException, InterruptedException {
    Path undisturbed = folder.resolve("undisturbed");
    long begun = System.nanoTime();
    requireSuccess(begin(undisturbed), undisturbed);
    long nanoseconds = System.nanoTime() - begun;
    RunContent expected = RunContent.of(undisturbed);
    for (int i = 0; kills < atLeast && wrong.isEmpty(); i++) {
      Path run = folder.resolve("run-" + i);
      int before = kills;
      disturb(run, nanoseconds);
      compare(run, expected, kills - before);
      delete(run);
    }
    return new Result(kills, beforeBegin, insideWrites, trainings, survived, wrong);
  }

  /** Kills and resumes until a process ends by itself. */
  private void disturb(Path run, long nanoseconds) throws IOException, InterruptedException {
    while (true) {
      boolean begins = !Files.exists(run.resolve(RECORD));
      if (begins) {
        delete(run);
      }
      Process process = begins ? begin(run) : resume(run);
      long moment = (long) (random.uniform(0, thrown++) * nanoseconds);
      if (process.waitFor(moment, TimeUnit.NANOSECONDS)) {
        requireSuccess(process, run);
        return;
      }
      if (thrown % 2 == 0) {
        awaitWrite(process, run);
      }
      process.destroyForcibly().waitFor();
      kills++;
      beforeBegin += Files.exists(run.resolve(RECORD)) ? 0 : 1;
      insideWrites += Files.exists(run.resolve(PART)) ? 1 : 0;
      if (Files.exists(run.resolve("metrics.json"))) {
        requireSuccess(resume(run), run);
        return;
      }
    }
  }

  /** Until a checkpoint is half written, or for some seconds. */
  private static void awaitWrite(Process process, Path run) {
    Path part = run.resolve(PART);
    long end = System.nanoTime() + WRITE_SECONDS * 1_000_000_000L;
    while (!Files.exists(part) && process.isAlive() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private void compare(Path run, RunContent expected, int killed) throws IOException {
    if (killed == 0) {
      return;
    }
    trainings++;
    List<String> differences = RunContent.of(run).differences(expected);
    if (differences.isEmpty()) {
      survived += killed;
    } else {
      wrong.add("%s after %d kills: %s".formatted(run.getFileName(), killed, differences));
    }
  }

  private Process begin(Path run) throws IOException {
    return DuetProcess.start(
        output,
        "train",
        "8gaussians",
        "--config",
        config.toString(),
        "--out",
        run.toString(),
        "--no-pictures",
        "--quiet");
  }

  private Process resume(Path run) throws IOException {
    return DuetProcess.start(output, "train", "--resume", run.toString(), "--quiet");
  }

  private void requireSuccess(Process process, Path run) throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("%s: did not end well: %s".formatted(run, Files.readString(output)));
    }
  }

  /** Removes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
