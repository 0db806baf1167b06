package org.duetml.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.duetml.kernel.Matrix;
import org.duetml.state.Snapshot;

/**
 * A state of training as a safetensors file: arrays are tensors of one row, texts are metadata. Two
 * more texts are its own: {@code format_version}, and {@code checksum}, the SHA-256 of all names,
 * texts and numbers.
 */
final class CheckpointFile {
  private static final String FORMAT_VERSION = "1";
  private static final String VERSION_KEY = "format_version";
  private static final String CHECKSUM_KEY = "checksum";

  /** Before the names of a state's texts. */
  private static final String STATE = "state ";

  private static final String ADVICE = "remove it to go on from the checkpoint before";

  private CheckpointFile() {}

  /** Writes a file and waits until it is on the disk. */
  static void write(Path file, Snapshot state) throws IOException {
    Map<String, Matrix> tensors = new TreeMap<>();
    state.arrays().forEach((name, values) -> tensors.put(name, row(values)));
    Map<String, String> texts = new TreeMap<>();
    state.texts().forEach((name, text) -> texts.put(STATE + name, text));
    texts.put(VERSION_KEY, FORMAT_VERSION);
    texts.put(CHECKSUM_KEY, checksum(tensors, texts));
    new Safetensors(tensors, texts).write(file);
  }

  private static Matrix row(float[] values) {
    Matrix row = new Matrix(1, values.length);
    System.arraycopy(values, 0, row.values(), 0, values.length);
    return row;
  }

  /**
   * Reads a file and checks all of it.
   *
   * @throws ModelFormatException if it is truncated, altered or newer
   */
  static Snapshot read(Path file) throws IOException {
    Safetensors content = Safetensors.read(file);
    Map<String, String> texts = new TreeMap<>(content.metadata());
    String version = texts.get(VERSION_KEY);
    if (!FORMAT_VERSION.equals(version)) {
      throw new ModelFormatException(
          file, "has the format version " + version, FORMAT_VERSION, "resume with its own Duet");
    }
    String stated = texts.remove(CHECKSUM_KEY);
    String actual = actualChecksum(file, content.tensors(), texts);
    if (!actual.equals(stated)) {
      throw new ModelFormatException(
          file, "was altered, its checksum is " + actual, stated + " as it states", ADVICE);
    }
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, Matrix> tensor : content.tensors().entrySet()) {
      Matrix row = tensor.getValue();
      require(file, row.rows() == 1, tensor.getKey(), "a tensor of one row");
      float[] values = new float[row.columns()];
      System.arraycopy(row.values(), 0, values, 0, values.length);
      arrays.put(tensor.getKey(), values);
    }
    Map<String, String> state = new LinkedHashMap<>();
    texts.remove(VERSION_KEY);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      require(file, text.getKey().startsWith(STATE), text.getKey(), "a text of the state");
      state.put(text.getKey().substring(STATE.length()), text.getValue());
    }
    return new Snapshot(arrays, state);
  }

  private static void require(Path file, boolean holds, String name, String expected)
      throws ModelFormatException {
    if (!holds) {
      throw new ModelFormatException(file, "holds '" + name + "'", expected, ADVICE);
    }
  }

  private static String actualChecksum(
      Path file, Map<String, Matrix> tensors, Map<String, String> texts) throws IOException {
    try {
      return checksum(tensors, texts);
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(
          file, "holds half of a surrogate pair", "a text that has a UTF-8", ADVICE, e);
    }
  }

  /** Of a JSON text with everything but the numbers, then the numbers. */
  private static String checksum(Map<String, Matrix> tensors, Map<String, String> texts)
      throws IOException {
    ObjectNode names = Json.object();
    texts.forEach(names::put);
    ArrayNode shapes = names.putArray("tensors");
    int bytes = 0;
    for (Map.Entry<String, Matrix> tensor : tensors.entrySet()) {
      Matrix matrix = tensor.getValue();
      shapes.add(tensor.getKey()).add(matrix.rows()).add(matrix.columns());
      bytes = Math.addExact(bytes, matrix.rows() * matrix.columns() * Float.BYTES);
    }
    byte[] head = Json.encode(names.toString());
    ByteBuffer all =
        ByteBuffer.allocate(Math.addExact(head.length, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    all.put(head);
    for (Matrix matrix : tensors.values()) {
      for (int row = 0; row < matrix.rows(); row++) {
        int columns = matrix.columns();
        all.slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer()
            .put(matrix.values(), row * matrix.stride(), columns);
        all.position(all.position() + columns * Float.BYTES);
      }
    }
    return Sha256.of(all.array());
  }
}
