package org.duetml.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duetml.model.DuetModel;

/** What the argument MODEL stands for. */
final class ModelArgument {
  private ModelArgument() {}

  /**
   * Loads the model a user named.
   *
   * @param path a model's directory, or the directory of a run, which holds it as {@code model}
   * @return the model
   * @throws IOException if there is no model or it is damaged
   */
  static DuetModel load(Path path) throws IOException {
    return DuetModel.load(folder(path));
  }

  /** The directory of the model that a user named. */
  static Path folder(Path path) {
    Path inside = path.resolve(RunDirectory.MODEL);
    return Files.isDirectory(inside) ? inside : path;
  }
}
