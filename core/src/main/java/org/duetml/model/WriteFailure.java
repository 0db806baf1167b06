package org.duetml.model;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Failures of writing that name their file: a stream that fails, as on a full disk, does not. */
public final class WriteFailure {
  private WriteFailure() {}

  /**
   * A failure with the file it belongs to.
   *
   * @param file what was to be written
   * @param failure of writing it
   * @return the failure itself if it is of a kind that names what it is about
   */
  public static IOException of(Path file, IOException failure) {
    if (failure.getClass() != IOException.class) {
      return failure;
    }
    FileSystemException named =
        new FileSystemException(file.toString(), null, failure.getMessage());
    named.initCause(failure);
    return named;
  }
}
