package org.duetml.proof;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.config.Interval;
import org.duetml.data.DataSource;
import org.duetml.data.Distributions;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.Phase;
import org.duetml.gcd.TrainingListener;
import org.duetml.gcd.TrainingStoppedException;
import org.duetml.model.CheckpointStore;
import org.duetml.model.DuetModel;
import org.duetml.model.ModelFormatException;
import org.duetml.state.Snapshot;

/** A checkpoint of the smallest training, and all that it holds as bytes. */
public final class SavedCheckpoint {
  private static final DuetModel MODEL = TinyModel.train();

  /** Without the stages that draw many samples whenever they begin. */
  private static final DuetConfig CHEAP = cheap();

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

  /**
   * Trains until a phase is half done, and leaves one checkpoint in a directory.
   *
   * @param directory missing
   * @param phase the warm start or the calibration
   */
  public static void interrupt(Path directory, Phase phase) {
    CheckpointStore store = new CheckpointStore(directory, Interval.parse("0"), _ -> {});
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void onIteration(Phase running, int iteration, int iterations) {
            if (running == phase && iteration == iterations - 1) {
              store.stop();
            }
          }
        };
    train(stopping, store);
  }

  /**
   * Goes on for an iteration with a training that {@link #interrupt} left.
   *
   * @param directory holding its checkpoint alone; not changed
   * @throws IOException if the checkpoint is refused
   */
  public static void resume(Path directory) throws IOException {
    CheckpointStore store = new CheckpointStore(directory, Interval.parse("0"), _ -> {});
    try {
      train(TrainingListener.NONE, new OneIteration(store));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw refusal(e);
    }
  }

  private static DuetConfig cheap() {
    Map<String, Object> settings = new HashMap<>(TinyModel.settings());
    settings.put("pretrain.iterations", 0);
    settings.put("gcd.iterations", 0);
    settings.put("calibration.normalizer-draws", 0);
    return DuetConfig.of(settings);
  }

  /** Begins with a model, whose standardisation need not be measured again. */
  private static void train(TrainingListener listener, Checkpoints checkpoints) {
    DataSource data = Distributions.named("8gaussians");
    Set<Phase> phases = EnumSet.allOf(Phase.class);
    try {
      Duet.continueTraining(MODEL, data, CHEAP, phases, listener, checkpoints);
    } catch (TrainingStoppedException _) {
      // It was asked to.
    }
  }

  /** Stops a resumed training, and keeps nothing. */
  private record OneIteration(CheckpointStore store) implements Checkpoints {
    @Override
    public Optional<Snapshot> latest() {
      return store.latest();
    }

    @Override
    public String name() {
      return store.name();
    }

    @Override
    public boolean isDue() {
      return false;
    }

    @Override
    public void save(Snapshot state) {}

    @Override
    public boolean isStopping() {
      return true;
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
      throw refusal(e);
    }
  }

  /** What lies behind a store's refusal of its only checkpoint. */
  private static ModelFormatException refusal(IllegalStateException e) {
    if (e.getCause() instanceof ModelFormatException refusal) {
      return refusal;
    }
    throw e;
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
