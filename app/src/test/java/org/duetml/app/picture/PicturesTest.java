package org.duetml.app.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.duetml.gcd.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicturesTest {
  private static final PictureData RUN = PictureFixtures.eightGaussians(300);
  private static final float[][] FIVE_DIMENSIONS = {{0, 0, 1, 2, 3}, {1, 1, 0, 0, 0}};

  @TempDir Path directory;

  @Test
  void allPicturesOfATwoDimensionalRun() throws IOException {
    List<Path> files = Pictures.writeAll(directory.resolve("new/pictures"), RUN);
    assertEquals(List.of("samples.png", "energy.png", "steps.png", "training.png"), names(files));
    for (Path file : files) {
      BufferedImage image = ImageIO.read(file.toFile());
      assertEquals(1600, image.getWidth());
      assertTrue(image.getHeight() > 300, file.toString());
    }
    try (Stream<Path> written = Files.list(directory.resolve("new/pictures"))) {
      assertEquals(4, written.count(), "nothing half-written is left");
    }
  }

  @Test
  void theSameRunGivesTheSameBytes() throws IOException {
    List<Path> first = Pictures.writeAll(directory.resolve("a"), RUN);
    List<Path> second = Pictures.writeAll(directory.resolve("b"), RUN);
    for (int i = 0; i < first.size(); i++) {
      assertArrayEquals(Files.readAllBytes(first.get(i)), Files.readAllBytes(second.get(i)));
    }
  }

  @Test
  void whatIsUnknownIsLeftOut() throws IOException {
    PictureData data = withoutDensities(RUN.data(), RUN.trajectories(), List.of());
    assertEquals(List.of("samples.png", "steps.png"), names(Pictures.writeAll(directory, data)));
  }

  @Test
  void manyDimensionsAreShownByTheFirstTwo() throws IOException {
    float[][][] trajectories = {FIVE_DIMENSIONS, FIVE_DIMENSIONS};
    PointFunction never = new Uncallable();
    PictureData data =
        new PictureData(
            "table", 2, FIVE_DIMENSIONS, FIVE_DIMENSIONS, null, trajectories, never, never, log());
    assertEquals(
        List.of("samples.png", "steps.png", "training.png"),
        names(Pictures.writeAll(directory, data)));
  }

  @Test
  void oneDimensionHasCurvesOnly() throws IOException {
    float[][] points = {{1}, {2}};
    PictureData data = withoutDensities(points, new float[][][] {points, points}, log());
    assertEquals(List.of("training.png"), names(Pictures.writeAll(directory, data)));
  }

  @Test
  void anEnergyWithoutTruthIsShownWithTheData() {
    PictureData data =
        new PictureData(
            RUN.title(),
            RUN.halfWidth(),
            RUN.data(),
            RUN.samples(),
            null,
            RUN.trajectories(),
            RUN.energy(),
            null,
            List.of());
    assertTrue(EnergyPicture.draw(data).image().getHeight() > 700);
    assertTrue(SamplesPicture.draw(data).image().getHeight() > 700);
  }

  @Test
  void anEnergyOfNanIsRefused() {
    PointFunction broken = GridTest.pointwise(point -> Double.NaN);
    PictureData data =
        new PictureData(
            "broken",
            4,
            RUN.data(),
            RUN.samples(),
            null,
            RUN.trajectories(),
            broken,
            null,
            List.of());
    assertThrows(IllegalArgumentException.class, () -> Pictures.writeAll(directory, data));
  }

  /** Every six panels begin a row; of many steps twelve are shown. */
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 1", "6, 2", "11, 2", "40, 2"})
  void stepsFillRows(int steps, int rows) {
    PictureData data =
        withoutDensities(RUN.data(), PictureFixtures.trajectories(50, steps), List.of());
    int height = StepsPicture.draw(data).image().getHeight();
    int one = rows == 1 && steps == 1 ? 600 : 350 * rows;
    assertTrue(height > 0.8 * one && height < 1.2 * one, height + " for " + rows + " rows");
  }

  @Test
  void impossibleDataAreRefused() {
    float[][] points = {{1, 2}};
    float[][][] good = {points, points};
    float[][][] single = {points};
    float[][][] uneven = {points, {{1, 2}, {3, 4}}};
    float[][][] ragged = {points, {{1, 2, 3}}};
    for (float[][][] trajectories : List.of(single, uneven, ragged)) {
      assertThrows(
          IllegalArgumentException.class, () -> withoutDensities(points, trajectories, List.of()));
    }
    for (float[][] data : new float[][][] {{}, {{}}, {{1, 2}, {1}}}) {
      assertThrows(IllegalArgumentException.class, () -> withoutDensities(data, good, List.of()));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new PictureData("a", 0, points, points, null, good, null, null, List.of()));
  }

  @Test
  void aFailedWriteLeavesNothing() throws IOException {
    Path taken = Files.createDirectories(directory.resolve("a.png/not empty")).getParent();
    assertThrows(IOException.class, () -> new Canvas(10, 10).write(taken));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(taken), files.toList());
    }
  }

  private static PictureData withoutDensities(
      float[][] points, float[][][] trajectories, List<Map<String, Object>> log) {
    return new PictureData("run", 4, points, points, null, trajectories, null, null, log);
  }

  private static List<Map<String, Object>> log() {
    return List.of(Map.of("phase", "game", "iteration", 1, Signals.ENERGY_GAP, 0.5));
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  /** A function that must not be called. */
  private static final class Uncallable implements PointFunction {
    @Override
    public double[] of(float[][] points) {
      throw new AssertionError("functions of five coordinates cannot be shown");
    }
  }
}
