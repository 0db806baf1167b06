package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duetml.FigureNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in a sweep are found before anything runs. */
class SweepUsageTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seeds 3 | no data to learn; name them, for example duet sweep 8gaussians --grid"
            + " gcd.tau=0,0.1",
        "8gausians | DATA '8gausians' is not built in; did you mean '8gaussians'? There are"
            + " 8gaussians, 25gaussians, rings, moons, swissroll, 2spirals, checkerboard, pinwheel",
        "--grid data=moons,ring | --grid: DATA 'ring' is not built in; did you mean 'rings'? There"
            + " are 8gaussians, 25gaussians, rings, moons, swissroll, 2spirals, checkerboard,"
            + " pinwheel",
        "moons --grid gcd.tua=0,1 | --grid: unknown configuration key 'gcd.tua'; did you mean"
            + " 'gcd.tau'?",
        "moons --set gcd.steps=x --grid gcd.tau=0,1 | --set: gcd.steps = x: expected a whole number"
            + " from 1 to 1000 (steps T of the sampler)",
        "moons --grid gcd.steps=3,-1 | --grid: gcd.steps = -1: expected a whole number from 1 to"
            + " 1000 (steps T of the sampler)",
        "moons --grid sampler.sigma-max=0.005,0.006 | sampler.sigma-min = 0.01: expected less than"
            + " sampler.sigma-max = 0.005",
        "moons --set sampler.sigma-min=0.5 --grid sampler.sigma-max=0.1,0.2 | --set:"
            + " sampler.sigma-min = 0.5: expected less than sampler.sigma-max = 0.1",
        "moons --grid gcd.tau | --grid gcd.tau: expected KEY=VALUE, for example --grid"
            + " gcd.tau=0,0.1",
        "moons --grid gcd.tau=1,2,1 | --grid: gcd.tau: 1 is there twice",
        "moons --grid gcd.tau=1 --grid gcd.tau=2 | --grid gcd.tau: is there twice; write all values"
            + " of a key behind one --grid",
        "moons --grid gcd.tau=1,2 --set gcd.tau=1 | --grid: 'gcd.tau' is in the grid and set at"
            + " --set; expected one of both",
        "moons --grid seed=1,2 | --grid: 'seed': several trainings have several seeds; write seeds",
        "moons --set threads=2 | --set: 'threads': every cell has one thread; choose how many run"
            + " with --jobs",
        "moons --seeds 0 | --seeds: seeds = 0: expected from 1 to 10000 seeds, or a list of them",
        "moons --seeds 1,x | --seeds: seeds = x: expected a whole number of seeds, or a list of"
            + " seeds",
        "moons --seeds 5000 --grid gcd.steps=1,2,3 | the sweep has 15000 cells; expected at most"
            + " 10000: take fewer values or seeds",
        "moons --jobs -1 | --jobs -1: expected 1 to 1024",
        "no.yaml | no.yaml: no file that can be read; expected YAML with the keys data, seeds, set,"
            + " grid"
      })
  void aMistakeOnTheCommandLineIsOneLine(String arguments, String message) {
    assertRefused(List.of(arguments.split(" ")), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gird: {gcd.tau: [0]} | 1:17 | unknown key 'gird'; did you mean 'grid'? There are data,"
            + " seeds, set, grid",
        "grid: [gcd.tau] | 1:7 | unknown key 'grid'; expected keys inside 'grid', such as"
            + " 'gcd.tau'",
        "data: [moons, rings] | 1:7 | data: expected a single value; several values go into grid",
        "set: {gcd.tau: [1, 2]} | 1:16 | gcd.tau: expected a single value; several values go into"
            + " grid",
        "{data: moons, grid: {gcd: {steps: [3, x]}}} | 1:39 | gcd.steps = x: expected a whole"
            + " number from 1 to 1000 (steps T of the sampler)",
        "{data: moons, grid: {gcd.tau: []}} | 1:31 | gcd.tau: expected at least one value",
        "{data: moon} | 1:8 | DATA 'moon' is not built in; did you mean 'moons'? There are"
            + " 8gaussians, 25gaussians, rings, moons, swissroll, 2spirals, checkerboard, pinwheel",
        "{data: moons, seeds: [1, 1]} | 1:26 | seeds: 1 is there twice",
        "{data: moons, grid: {gcd.tau: [[1]]}} | 1:32 | expected keys and values, such as 'grid:"
            + " {gcd.tau: [0, 0.1]}'"
      })
  void aMistakeInAFileIsNamedByItsPlace(String text, String place, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve("my.yaml"), text);
    assertRefused(List.of(file.toString()), file + ":" + place + ": " + message);
  }

  @Test
  void anUnknownFigureIsRefusedBeforeAnythingRuns() {
    assertRefused(
        List.of("moons", "--figure", "sliced_waserstein"),
        "--figure sliced_waserstein: there is no such figure; did you mean 'sliced_wasserstein'?"
            + " There are "
            + String.join(", ", FigureNames.ALL));
  }

  private void assertRefused(List<String> arguments, String message) {
    Path out = folder.resolve("out");
    List<String> all = new ArrayList<>(List.of("sweep", "--out", out.toString()));
    all.addAll(arguments);
    Outcome outcome = Outcome.of(all.toArray(String[]::new));
    assertEquals("duet sweep: " + message, outcome.err().strip());
    assertEquals(2, outcome.exitCode());
    assertEquals("", outcome.out());
    assertFalse(Files.exists(out));
  }

  @Test
  void aFolderOfSomethingElseIsNotWrittenInto() throws IOException {
    Path file = Files.writeString(folder.resolve("precious.txt"), "x");
    Outcome full = Outcome.of("sweep", "moons", "--out", folder.toString());
    assertEquals(2, full.exitCode());
    assertTrue(full.err().contains("holds other files and no sweep.yaml"), full.err());
    Outcome isFile = Outcome.of("sweep", "moons", "--out", file.toString());
    assertEquals(2, isFile.exitCode());
    assertTrue(isFile.err().contains("is a file; expected a new folder"), isFile.err());
  }
}
