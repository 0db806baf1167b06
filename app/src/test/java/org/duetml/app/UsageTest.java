package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything the command line does without a model: help, mistakes, configuration. */
class UsageTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "sample",
        "score",
        "evaluate",
        "sweep",
        "reproduce",
        "benchmark",
        "report",
        "bench",
        "config",
        "completion",
        "version"
      })
  void everyCommandHasHelpWithExamples(String command) {
    Outcome help = Outcome.of(command, "--help");
    assertEquals(0, help.exitCode());
    assertTrue(help.out().startsWith("Usage: duet " + command), help.out());
    assertTrue(help.out().matches("(?s).*Examples?:\n.*duet " + command + ".*"), help.out());
    assertTrue(Outcome.of("--help").out().contains("\n  " + command), command);
    assertTrue(help.out().lines().allMatch(line -> line.length() <= 100), help.out());
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    Outcome outcome = Outcome.of();
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().startsWith("Usage: duet"), outcome.err());
    Outcome which = Outcome.of("reproduce");
    assertEquals(2, which.exitCode());
    assertTrue(which.err().contains("\n  energy"), which.err());
  }

  @Test
  void theVersionIsPrinted() {
    Outcome outcome = Outcome.of("version");
    assertEquals(0, outcome.exitCode());
    assertTrue(outcome.out().startsWith("duet " + Duet.version() + " (Java "), outcome.out());
  }

  @Test
  void theCompletionScriptKnowsCommandsAndOptions() {
    String script = Outcome.of("completion").out();
    assertTrue(script.contains("complete -F _complete_duet"), script);
    assertTrue(script.contains("--phases") && script.contains("evaluate"), script);
    assertTrue(script.contains("8gaussians"), script);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian 8gaussians | duet: Unmatched arguments from index 0: 'trian', '8gaussians',"
            + " did you mean train?; see duet --help",
        "train | duet train: no DATA: expected built-in data, a table's file, --sql, or"
            + " --resume FOLDER",
        "train 8gausians | duet train: DATA '8gausians' is not built in; did you mean"
            + " '8gaussians'? There are 8gaussians, 25gaussians, rings, moons, swissroll,"
            + " 2spirals, checkerboard, pinwheel",
        "train moons --sed 1 | duet train: Unknown options: '--sed', '1', did you mean --set or"
            + " --seed?; see duet train --help",
        "train moons --seed x | duet train: --seed: seed = x: expected a whole number (decides"
            + " every random number of the run)",
        "train moons --iterations -1 | duet train: --iterations: gcd.iterations = -1: expected"
            + " a whole number from 0 to 1000000000 (iterations; 0 skips the phase)",
        "train moons --set gcd.tua=1 | duet train: --set: unknown configuration key 'gcd.tua';"
            + " did you mean 'gcd.tau'?",
        "train moons --set gcd.tau | duet train: --set gcd.tau: expected KEY=VALUE, for example"
            + " --set gcd.tau=0.1",
        "train moons --from x | duet train: Missing required argument(s): --phases=PHASE,...;"
            + " see duet train --help",
        "train moons --from x --phases game,gmae | duet train: Invalid value for option"
            + " '--phases': 'gmae' is no phase; expected some of pretrain, warm-start, game,"
            + " calibration, with commas between them; see duet train --help",
        "train moons --config no.yaml | duet train: --config no.yaml: no file that can be read;"
            + " duet config prints one",
        "sample x | duet sample: Missing required option: '--number=N'; see duet sample --help",
        "sample x -n 0 | duet sample: -n 0: expected at least 1 point",
        "sample x -n 1.5 | duet sample: Invalid value for option '--number': '1.5' is no whole"
            + " number; see duet sample --help",
        "report | duet report: Missing required parameter: 'FOLDER'; see duet report --help",
        "report nowhere | duet report: FOLDER nowhere: holds neither a model nor a sweep; expected"
            + " the folder of a run",
        "evaluate x --samples 7 | duet evaluate: --samples 7: expected 100 to 100000000",
        "reproduce paper --seeds 0 | duet reproduce paper: --seeds 0: expected 1 to 1000",
        "reproduce paper --jobs 0 | duet reproduce paper: --jobs 0: expected 1 to 1024",
        "reproduce paper --only tua | duet reproduce paper: Invalid value for option '--only':"
            + " 'tua' is no group of tables; expected some of many-steps, diffusion, tau,"
            + " value-network, steps, with commas between them; see duet reproduce paper"
            + " --help",
        "reproduce paper --data pinwheel | duet reproduce paper: --data pinwheel: has no exact"
            + " density to compare with; choose another, for example 25gaussians",
        "reproduce energy --seeds 0 | duet reproduce energy: --seeds 0: expected 1 to 1000",
        "reproduce energy --jobs -1 | duet reproduce energy: --jobs -1: expected 1 to 1024"
      })
  void aMistakeIsOneLineWithItsMend(String arguments, String message) {
    Outcome outcome = Outcome.of(arguments.split(" "));
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertEquals(List.of(message), outcome.err().lines().toList());
    assertEquals("", outcome.out());
  }

  @Test
  void aTableOfTooFewRowsIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("table.csv"), "x\n1\n");
    Outcome outcome = Outcome.of("train", file.toString());
    assertEquals(1, outcome.exitCode());
    assertEquals(
        "duet train: %s: 1 rows: expected at least 20 to learn from\n".formatted(file),
        outcome.err());
  }

  @Test
  void aFailureIsNoMistakeOfUsage() {
    Outcome outcome = Outcome.of("sample", folder.resolve("nothing").toString(), "-n", "1");
    assertEquals(1, outcome.exitCode());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }

  @Test
  void whereAnErrorAroseIsShownOnRequest() {
    String[] mistake = {"config", "--set", "a=b"};
    assertFalse(Outcome.of(mistake).err().contains("\tat "));
    Outcome debug = Outcome.of("config", "--set", "a=b", "--debug");
    assertEquals(2, debug.exitCode());
    assertTrue(debug.err().contains("\tat org.duetml.app."), debug.err());
    assertTrue(Outcome.of("--debug", "config", "--set", "a=b").err().contains("\tat "));
  }

  @Test
  void aFolderWithFilesIsNotWrittenInto() throws IOException {
    Path file = Files.writeString(folder.resolve("precious.txt"), "x");
    Outcome full = Outcome.of("train", "moons", "--out", folder.toString());
    assertEquals(2, full.exitCode());
    assertTrue(full.err().contains("is not empty; choose another folder or remove it"));
    Outcome isFile = Outcome.of("train", "moons", "--out", file.toString());
    assertEquals(2, isFile.exitCode());
    assertTrue(isFile.err().contains("is a file; expected a new or empty folder"), isFile.err());
    assertEquals("x", Files.readString(file));
  }

  @Test
  void aMistakeLeavesNoFolder() {
    Path out = folder.resolve("out");
    Outcome outcome = Outcome.of("train", "moons", "--out", out.toString(), "--set", "gcd.steps=0");
    assertEquals(2, outcome.exitCode());
    assertFalse(Files.exists(out));
  }

  @Test
  void everyRunHasAFolderOfItsOwn() {
    LocalDateTime start = LocalDateTime.of(2026, 3, 1, 9, 5, 7);
    assertEquals(Path.of("runs", "moons-20260301-090507"), RunDirectory.fresh("moons", start));
  }

  @Test
  void theConfigurationIsPrintedAsAFileThatIsAccepted() throws IOException {
    Outcome defaults = Outcome.of("config");
    assertEquals(0, defaults.exitCode());
    Path file = Files.writeString(folder.resolve("config.yaml"), defaults.out());
    Outcome again = Outcome.of("config", "--config", file.toString());
    assertEquals(defaults.out(), again.out());
    assertTrue(defaults.out().lines().count() > DuetConfig.settings().size());
  }

  @Test
  void laterChangesWin() throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), "seed: 1\nthreads: 3\n");
    String[] arguments = {
      "config", "--config", file.toString(), "--set", "seed=2", "--set", "gcd.tau=0.5"
    };
    String text = Outcome.of(arguments).out();
    assertTrue(text.contains("\nseed: 2\n") && text.contains("\nthreads: 3\n"), text);
    assertTrue(text.contains("\n  tau: 0.5\n"), text);
    String seed = Outcome.of("config", "--set", "seed=2", "--seed", "4").out();
    assertTrue(seed.contains("\nseed: 4\n"), seed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2:8 | tua: 1 | unknown configuration key 'gcd.tua'; did you mean 'gcd.tau'?",
        "2:8 | tau: x | gcd.tau = x: expected a number from 0 to 1000000 (temperature tau: the"
            + " density is exp(-E / tau) / Z, the entropy weighs tau)"
      })
  void mistakesInAFileAreNamedByTheirPlace(String place, String line, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), "gcd:\n  " + line + "\n");
    Outcome outcome = Outcome.of("train", "moons", "--config", file.toString());
    assertEquals(2, outcome.exitCode());
    assertEquals("duet train: " + file + ":" + place + ": " + message, outcome.err().strip());
  }
}
