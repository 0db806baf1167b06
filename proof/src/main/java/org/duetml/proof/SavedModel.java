package org.duetml.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duetml.model.DuetModel;
import org.duetml.tabular.model.TableModel;

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
    return bytes(again, "config.json", "weights.safetensors");
  }

  /**
   * The same for the model of a table.
   *
   * @param directory of the model
   * @return the bytes of all files as they are saved again
   * @throws IOException if it is refused
   */
  static byte[] contentOfTable(Path directory) throws IOException {
    Path again = directory.resolveSibling("again");
    TableModel.load(directory).save(again);
    return bytes(again, "config.json", "weights.safetensors", "table.json", "table.safetensors");
  }

  private static byte[] bytes(Path again, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String name : names) {
      bytes.write(Files.readAllBytes(again.resolve(name)));
    }
    return bytes.toByteArray();
  }
}
