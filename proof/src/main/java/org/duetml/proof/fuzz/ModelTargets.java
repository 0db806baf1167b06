package org.duetml.proof.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.duetml.kernel.Matrix;
import org.duetml.model.DuetModel;
import org.duetml.model.Safetensors;
import org.duetml.proof.TinyModel;

/** The readers of a saved model. */
final class ModelTargets {
  private static final int CHEAP = 1600;
  private static final int DEAR = 200;
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "weights.safetensors";

  private final MemoryFolder folder;
  private final Path model;
  private final byte[] config;
  private final byte[] weights;

  ModelTargets(MemoryFolder folder) throws IOException {
    this.folder = folder;
    model = folder.path("model");
    TinyModel.train().save(model);
    config = Files.readAllBytes(model.resolve(CONFIG));
    weights = Files.readAllBytes(model.resolve(WEIGHTS));
  }

  List<FuzzTarget> all() throws IOException {
    byte[] tensors = tensors();
    ValueEdits values = new ValueEdits(config);
    return List.of(
        new FuzzTarget("safetensors", CHEAP, List.of(tensors, weights), this::readTensors),
        new FuzzTarget("safetensors-header", CHEAP, List.of(header(tensors)), this::readHeader),
        new FuzzTarget("model-config", DEAR, List.of(config), bytes -> load(bytes, weights)),
        new FuzzTarget(
            "model-config-sealed",
            DEAR,
            List.of(config),
            bytes -> load(Seal.document(bytes), weights)),
        new FuzzTarget(
            "model-config-values",
            DEAR,
            List.of(ValueEdits.seed()),
            edits -> load(Seal.document(values.applied(edits)), weights)),
        new FuzzTarget(
            "model-weights-sealed",
            DEAR,
            List.of(weights),
            bytes -> load(Seal.documentOf(config, bytes), bytes)));
  }

  private byte[] tensors() throws IOException {
    Matrix matrix = new Matrix(2, 3);
    matrix.set(1, 2, 1.5f);
    Path file = folder.path("seed.safetensors");
    Map<String, Matrix> two = Map.of("a", matrix, "b", new Matrix(1, 2));
    new Safetensors(two, Map.of("format", "any")).write(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  private static byte[] header(byte[] file) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String json = new String(file, Long.BYTES, length, StandardCharsets.UTF_8);
    return json.strip().getBytes(StandardCharsets.UTF_8);
  }

  private void readTensors(byte[] bytes) throws IOException {
    Path file = folder.path("any.safetensors");
    Files.write(file, bytes);
    Safetensors.read(file);
  }

  /** The length before the header is right, and so are the values behind it. */
  private void readHeader(byte[] json) throws IOException {
    int values = 8 * Float.BYTES;
    ByteBuffer file = ByteBuffer.allocate(Long.BYTES + json.length + values);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
    readTensors(file.array());
  }

  private void load(byte[] document, byte[] tensors) throws IOException {
    replace(model.resolve(CONFIG), document);
    replace(model.resolve(WEIGHTS), tensors);
    DuetModel.load(model);
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    if (!Arrays.equals(bytes, Files.readAllBytes(file))) {
      Files.write(file, bytes);
    }
  }
}
