package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.duetml.config.Interval;
import org.duetml.model.CheckpointStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs in processes of their own that are asked to end, and then resumed here. */
@DisabledOnOs(OS.WINDOWS)
@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "once is enough")
class ResumeCommandTest {
  /** Long enough to be interrupted in its pretraining. */
  private static final List<String> OPTIONS =
      List.of(
          "--set", "pretrain.iterations=10000", "--set", "checkpoint.every=50", "--no-pictures");

  private static final int SIGINT = 2;
  private static final String IGNORED = "SigIgn:";

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    Outcome outcome = TinyRun.train(folder, "8gaussians", "whole", OPTIONS.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
  }

  /** Starts a training and asks it to end at its first checkpoint. */
  private static String interrupt(Path run, String signal, int exitCode)
      throws IOException, InterruptedException {
    return interrupt(run, List.of(), signal, exitCode);
  }

  private static String interrupt(Path run, List<String> more, String signal, int exitCode)
      throws IOException, InterruptedException {
    Process process = start(run, more);
    send(process, signal);
    return end(process, exitCode);
  }

  /** Starts a training and waits for its second checkpoint. */
  private static Process start(Path run, List<String> more)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("train", "8gaussians", "--quiet"));
    arguments.addAll(List.of("--config", folder.resolve("tiny.yaml").toString()));
    arguments.addAll(OPTIONS);
    arguments.addAll(more);
    arguments.addAll(List.of("--out", run.toString()));
    Process process = OtherProcess.start(arguments);
    while (process.isAlive() && !Files.exists(checkpoint(run, 2))) {
      Thread.sleep(5);
    }
    return process;
  }

  /**
   * A shell starts what it runs in the background with interrupts ignored, and all processes that
   * these start inherit that: then there is nothing to test.
   */
  private static void assumeInterruptsArrive() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      try (Stream<String> lines = Files.lines(status)) {
        String ignored = lines.filter(line -> line.startsWith(IGNORED)).findFirst().orElseThrow();
        long mask = Long.parseUnsignedLong(ignored.substring(IGNORED.length()).strip(), 16);
        assumeTrue((mask >> (SIGINT - 1) & 1) == 0, "interrupts are ignored here");
      }
    }
  }

  private static void send(Process process, String signal)
      throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
  }

  /** What it printed until it ended. */
  private static String end(Process process, int exitCode)
      throws IOException, InterruptedException {
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(exitCode, process.exitValue(), err);
    return err;
  }

  private static void assertSameAsWhole(Path run) throws IOException {
    assertSame(folder.resolve("whole"), run);
  }

  private static void assertSame(Path whole, Path run) throws IOException {
    assertEquals(
        -1,
        Files.mismatch(
            whole.resolve("model/weights.safetensors"), run.resolve("model/weights.safetensors")));
    assertEquals(timeless(whole), timeless(run));
    assertEquals(-1, Files.mismatch(whole.resolve("samples.csv"), run.resolve("samples.csv")));
    assertFalse(Files.exists(run.resolve("checkpoints")));
    assertFalse(Files.exists(run.resolve(".lock")));
  }

  /** The figures and the log of a run, without times. */
  private static List<String> timeless(Path run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.json"))) {
      if (!line.contains("training_seconds")) {
        lines.add(line);
      }
    }
    for (String line : Files.readAllLines(run.resolve("metrics.csv"))) {
      List<String> values = new ArrayList<>(List.of(line.split(",", -1)));
      values.remove(2);
      lines.add(String.join(",", values));
    }
    return lines;
  }

  @Test
  void anInterruptedRunSaysHowToGoOnAndEndsWithTheSameBits() throws Exception {
    Path run = folder.resolve("terminated");
    String err = interrupt(run, "TERM", 143);
    assertTrue(err.endsWith("interrupted; go on with: duet train --resume " + run + "\n"), err);
    assertFalse(Files.exists(run.resolve("model")));

    Outcome occupied = TinyRun.train(folder, "8gaussians", "terminated");
    assertEquals(2, occupied.exitCode());
    assertTrue(occupied.err().contains("holds a run that is not finished"), occupied.err());

    Outcome resumed = Outcome.of("train", "--resume", run.toString(), "--quiet");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertSameAsWhole(run);

    Outcome again = Outcome.of("train", "--resume", run.toString());
    assertEquals(0, again.exitCode(), again.err());
    assertEquals(run + ": the run is finished, there is nothing to resume\n", again.out());
  }

  @Test
  void aKilledRunThatLostItsNewestCheckpointGoesOnFromTheOneBefore() throws Exception {
    Path run = folder.resolve("killed");
    interrupt(run, "KILL", 137);
    Outcome busy;
    try (RunLock lock = RunLock.of(run)) {
      assertTrue(lock.takenOver());
      busy = Outcome.of("train", "--resume", run.toString());
    }
    assertEquals(2, busy.exitCode());
    assertTrue(busy.err().contains("is writing to it"), busy.err());
    Path newest = newest(run);
    Files.write(newest, new byte[100]);
    Outcome resumed = Outcome.of("train", "--resume", run.toString(), "--quiet");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains(newest + ": "), resumed.err());
    assertSameAsWhole(run);
  }

  private static Path newest(Path run) {
    int number = 2;
    while (!Files.exists(checkpoint(run, number)) || Files.exists(checkpoint(run, number + 1))) {
      number++;
    }
    return checkpoint(run, number);
  }

  private static Path checkpoint(Path run, int number) {
    return run.resolve("checkpoints/checkpoint-%d.safetensors".formatted(number));
  }

  @Test
  void ctrlCIsTheSameWithItsOwnExitCode() throws Exception {
    assumeInterruptsArrive();
    String err = interrupt(folder.resolve("interrupted"), "INT", 130);
    assertTrue(err.contains("go on with: duet train --resume"), err);
  }

  /** The draws that the warm start begins with cannot be stopped, and these take long. */
  @Test
  void aSecondCtrlCEndsAtOnceAndLosesNoCheckpoint() throws Exception {
    assumeInterruptsArrive();
    Path run = folder.resolve("impatient");
    List<String> slow =
        List.of(
            "--set",
            "pretrain.iterations=100",
            "--set",
            "sampler.width=64",
            "--set",
            "warm-start.pool=2000000",
            "--set",
            "threads=1");
    Process process = start(run, slow);
    Outcome other = Outcome.of("train", "--resume", run.toString());
    assertEquals(2, other.exitCode());
    String owner = run + ": process %d is writing to it".formatted(process.pid());
    assertTrue(other.err().contains(owner), other.err());
    send(process, "INT");
    assertFalse(process.waitFor(500, TimeUnit.MILLISECONDS), "the first waits for the training");
    byte[] first = Files.readAllBytes(checkpoint(run, 1));
    byte[] second = Files.readAllBytes(checkpoint(run, 2));
    send(process, "INT");
    String err = end(process, 130);
    assertFalse(err.contains("interrupted"), err);
    assertArrayEquals(first, Files.readAllBytes(checkpoint(run, 1)));
    assertArrayEquals(second, Files.readAllBytes(checkpoint(run, 2)));
    assertFalse(Files.exists(checkpoint(run, 3)));
    List<String> damages = new ArrayList<>();
    Path checkpoints = run.resolve("checkpoints");
    assertTrue(
        new CheckpointStore(checkpoints, Interval.parse("0"), damages::add).latest().isPresent());
    assertEquals(List.of(), damages);
  }

  @Test
  void phasesOnASavedModelGoOnAsWell() throws Exception {
    assumeInterruptsArrive();
    Path model = folder.resolve("whole/model");
    List<String> phases =
        List.of(
            "--from",
            model.toString(),
            "--phases",
            "warm-start,game",
            "--set",
            "warm-start.iterations=5000");
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(phases);
    Outcome outcome = TinyRun.train(folder, "8gaussians", "phases", options.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
    Path run = folder.resolve("phases-interrupted");
    interrupt(run, phases, "INT", 130);
    Outcome resumed = Outcome.of("train", "--resume", run.toString(), "--quiet");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertSame(folder.resolve("phases"), run);
  }

  @Test
  void whatContradictsTheFolderIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Outcome nothing = Outcome.of("train", "--resume", empty.toString());
    assertEquals(2, nothing.exitCode());
    assertEquals(
        "duet train: --resume %s: holds no run that was interrupted; expected the folder of one\n"
            .formatted(empty),
        nothing.err());
    Outcome missing = Outcome.of("train", "--resume", empty.resolve("missing").toString());
    assertEquals(2, missing.exitCode());
    assertTrue(missing.err().contains("there is no such folder"), missing.err());
    for (List<String> more :
        List.of(List.of("8gaussians"), List.of("--seed", "1"), List.of("--no-pictures"))) {
      List<String> arguments = new ArrayList<>(List.of("train", "--resume", empty.toString()));
      arguments.addAll(more);
      Outcome refused = Outcome.of(arguments.toArray(String[]::new));
      assertEquals(2, refused.exitCode(), refused.err());
      assertTrue(refused.err().contains("takes data, configuration and phases"), refused.err());
    }
  }
}
