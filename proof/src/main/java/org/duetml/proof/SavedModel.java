package org.duetml.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duetml.model.DuetModel;

/** All that a saved model holds, as bytes. */
final class SavedModel {
  private SavedModel() {}

  /**
   * Loads a model and saves it beside.
   *
   * @param directory of the model
   * @return the bytes of all files as they are saved again
   * @throws IOException if it is refused
   */
  static byte[] content(Path directory) throws IOException {
    Path again = directory.resolveSibling("again");
    DuetModel.load(directory).save(again);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String name : new String[] {"config.json", "weights.safetensors"}) {
      bytes.write(Files.readAllBytes(again.resolve(name)));
    }
    return bytes.toByteArray();
  }
}
