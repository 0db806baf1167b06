package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
      List.of("--set", "pretrain.iterations=1500", "--set", "checkpoint.every=10", "--no-pictures");

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    Outcome outcome = TinyRun.train(folder, "8gaussians", "whole", OPTIONS.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
  }

  /** Starts a training and asks it to end at its first checkpoint. */
  private static String interrupt(Path run, String signal, int exitCode)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "train", "8gaussians", "--quiet"));
    command.addAll(List.of("--config", folder.resolve("tiny.yaml").toString()));
    command.addAll(OPTIONS);
    command.addAll(List.of("--out", run.toString()));
    Process process = new ProcessBuilder(command).start();
    while (process.isAlive() && !Files.exists(checkpoint(run, 2))) {
      Thread.sleep(5);
    }
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(exitCode, process.exitValue(), err);
    return err;
  }

  private static void assertSameAsWhole(Path run) throws IOException {
    Path whole = folder.resolve("whole");
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
    try (RunLock _ = RunLock.of(run)) {
      busy = Outcome.of("train", "--resume", run.toString());
    }
    assertEquals(2, busy.exitCode());
    assertTrue(busy.err().contains("is writing to it"), busy.err());
    Path newest = newest(run);
    Files.write(newest, new byte[100]);
    Outcome resumed = Outcome.of("train", "--resume", run.toString(), "--quiet");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().startsWith(newest + ": "), resumed.err());
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
    String err = interrupt(folder.resolve("interrupted"), "INT", 130);
    assertTrue(err.contains("go on with: duet train --resume"), err);
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
