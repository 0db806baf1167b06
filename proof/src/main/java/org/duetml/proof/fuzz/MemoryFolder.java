package org.duetml.proof.fuzz;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder in memory, alone in a file system: millions of files, and none that can escape. */
public final class MemoryFolder {
  /** In the path of every file, and so in every refusal of one. */
  public static final String NAME = "hostile";

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final Path folder = files.getPath("/" + NAME);

  /** An empty one. */
  public MemoryFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A file or folder in it.
   *
   * @param name of the file
   * @return its place, whether it is there or not
   */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /**
   * Every path of the file system, also outside the folder.
   *
   * @return sorted
   * @throws IOException if it cannot be read
   */
  public List<String> everything() throws IOException {
    try (Stream<Path> paths = Files.walk(files.getPath("/"))) {
      return paths.map(Path::toString).sorted().toList();
    }
  }
}
