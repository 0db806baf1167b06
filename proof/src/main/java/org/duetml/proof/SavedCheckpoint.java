package org.duetml.proof;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.config.Interval;
import org.duetml.data.Distributions;
import org.duetml.gcd.TrainingListener;
import org.duetml.model.CheckpointStore;
import org.duetml.model.ModelFormatException;
import org.duetml.state.Snapshot;

/** A checkpoint of the smallest training, and all that it holds as bytes. */
public final class SavedCheckpoint {
  private SavedCheckpoint() {}

  /**
   * Trains, and leaves the newest checkpoint alone in a directory.
   *
   * @param directory missing
   * @throws IOException if it cannot be written
   */
  public static void train(Path directory) throws IOException {
    Duet.train(
        Distributions.named("8gaussians"),
        DuetConfig.of(TinyModel.settings()),
        TrainingListener.NONE,
        store(directory));
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> oldestFirst = files.sorted().toList();
      for (Path file : oldestFirst.subList(0, oldestFirst.size() - 1)) {
        Files.delete(file);
      }
    }
  }

  private static CheckpointStore store(Path directory) {
    return new CheckpointStore(directory, Interval.parse("5"), _ -> {});
  }

  /**
   * Reads the checkpoint.
   *
   * @param directory holding it alone
   * @return its names, numbers and texts
   * @throws IOException if it is refused
   */
  public static byte[] content(Path directory) throws IOException {
    try {
      return bytes(store(directory).latest().orElseThrow());
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof ModelFormatException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  private static byte[] bytes(Snapshot state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<String, float[]> array : new TreeMap<>(state.arrays()).entrySet()) {
        out.writeUTF(array.getKey());
        for (float value : array.getValue()) {
          out.writeFloat(value);
        }
      }
      for (Map.Entry<String, String> text : new TreeMap<>(state.texts()).entrySet()) {
        out.writeUTF(text.getKey());
        out.writeBytes(text.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
