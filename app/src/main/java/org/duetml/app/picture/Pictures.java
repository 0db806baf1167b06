package org.duetml.app.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The pictures of a run, PNG files of one style. The same data give the same picture on one
 * machine; between machines the fonts differ.
 *
 * <ul>
 *   <li>{@code samples.png}: data and samples, before and after, over the density;
 *   <li>{@code energy.png}: the learned log-density beside the true one;
 *   <li>{@code steps.png}: the sampler's steps from noise to samples;
 *   <li>{@code training.png}: the training curves.
 * </ul>
 */
public final class Pictures {
  private Pictures() {}

  /**
   * Writes all pictures that the data allow. Points of more than two dimensions are shown by their
   * first two coordinates, without {@code energy.png}, which needs all; for one dimension, and
   * where the log is empty, the pictures in question are left out.
   *
   * @param directory where; made if missing
   * @param data what to show
   * @return the files written, in the order above
   * @throws IllegalArgumentException if the energy or the log-density gives NaN
   * @throws IOException if a file cannot be written, or there is no font to write text with
   */
  public static List<Path> writeAll(Path directory, PictureData data) throws IOException {
    Canvas.requireFonts();
    Files.createDirectories(directory);
    List<Path> files = new ArrayList<>();
    if (data.dimension() >= 2) {
      files.add(SamplesPicture.draw(data).write(directory.resolve("samples.png")));
    }
    if (data.dimension() == 2 && data.energy() != null) {
      files.add(EnergyPicture.draw(data).write(directory.resolve("energy.png")));
    }
    if (data.dimension() >= 2) {
      files.add(StepsPicture.draw(data).write(directory.resolve("steps.png")));
    }
    TrainingLog log = new TrainingLog(data.log());
    if (!log.isEmpty()) {
      files.add(TrainingPicture.draw(data.title(), log).write(directory.resolve("training.png")));
    }
    return files;
  }
}
