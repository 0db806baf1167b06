package org.duetml.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Files that are saved beside a model, such as what its points stand for. */
public interface CompanionFiles {
  /** No files. */
  CompanionFiles NONE =
      new CompanionFiles() {
        @Override
        public Set<String> names() {
          return Set.of();
        }

        @Override
        public void write(Path directory) {}
      };

  /**
   * What they are called; a directory with these and the model's own may be replaced.
   *
   * @return file names
   */
  Set<String> names();

  /**
   * Writes them.
   *
   * @param directory holds the model's own files already
   * @throws IOException if they cannot be written
   */
  void write(Path directory) throws IOException;
}
