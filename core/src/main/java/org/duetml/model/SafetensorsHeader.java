package org.duetml.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duetml.kernel.Matrix;

/**
 * The JSON header of a safetensors file. Reading believes nothing: every number is checked against
 * the size of the file before anything is allocated for it.
 *
 * @param entries the tensors in the order of their values in the file
 * @param metadata free text by name
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  /** The one name that is no tensor. */
  static final String METADATA = "__metadata__";

  /** Longer headers are refused, as the reference implementation does. */
  static final long MAX_BYTES = 100_000_000;

  /** An empty JSON object. */
  private static final int SHORTEST = 2;

  private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");
  private static final int ALIGNMENT = 8;
  private static final long MAX_PADDED_VALUES = Integer.MAX_VALUE - 8L;
  private static final String ADVICE = "fetch or save the model again";

  /**
   * One tensor.
   *
   * @param name unique
   * @param rows at least 0
   * @param columns at least 1
   * @param begin its first byte, counted from the end of the header
   * @param end the byte after its last
   */
  record Entry(String name, int rows, int columns, long begin, long end) {
    long bytes() {
      return (long) rows * columns * Float.BYTES;
    }
  }

  /** The header of matrices to be written in the order of the map. */
  static SafetensorsHeader of(Map<String, Matrix> tensors, Map<String, String> metadata) {
    List<Entry> entries = new ArrayList<>();
    long begin = 0;
    for (Map.Entry<String, Matrix> tensor : tensors.entrySet()) {
      Matrix matrix = tensor.getValue();
      long end = begin + (long) matrix.rows() * matrix.columns() * Float.BYTES;
      entries.add(new Entry(tensor.getKey(), matrix.rows(), matrix.columns(), begin, end));
      begin = end;
    }
    return new SafetensorsHeader(entries, metadata);
  }

  /** The header's JSON, padded with spaces so that the values start at a multiple of 8. */
  byte[] toBytes() throws IOException {
    ObjectNode root = Json.object();
    if (!metadata.isEmpty()) {
      metadata.forEach(root.putObject(METADATA)::put);
    }
    for (Entry entry : entries) {
      ObjectNode node = root.putObject(entry.name());
      node.put("dtype", "F32");
      node.putArray("shape").add(entry.rows()).add(entry.columns());
      node.putArray("data_offsets").add(entry.begin()).add(entry.end());
    }
    String json = root.toString();
    int padding = Math.floorMod(-Json.encode(json).length, ALIGNMENT);
    return Json.encode(json + " ".repeat(padding));
  }

  /** Reads the start of a file up to its first value and checks it against the file's size. */
  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES + SHORTEST) {
      throw refusal(file, "holds " + size + " bytes", "a safetensors file of at least 10");
    }
    ByteBuffer prefix = Safetensors.littleEndian(Long.BYTES);
    Safetensors.readAll(file, channel, prefix);
    long length = prefix.flip().getLong();
    long most = Math.min(MAX_BYTES, size - Long.BYTES);
    if (length < SHORTEST || length > most) {
      throw refusal(
          file,
          "states a header of " + Long.toUnsignedString(length) + " bytes",
          "2 to " + most + ", in a file of " + size);
    }
    ByteBuffer header = ByteBuffer.allocate((int) length);
    Safetensors.readAll(file, channel, header);
    return parse(file, header.flip(), size - Long.BYTES - length);
  }

  private static SafetensorsHeader parse(Path file, ByteBuffer bytes, long dataBytes)
      throws ModelFormatException {
    // The format asks for the brace as the very first byte.
    boolean startsWithBrace = bytes.get(0) == '{';
    JsonNode root;
    try {
      root = Json.parse(bytes);
    } catch (IOException e) {
      throw new ModelFormatException(
          file, "its header is no valid JSON", "one JSON object", ADVICE, e);
    }
    if (!startsWithBrace || !root.isObject()) {
      throw refusal(file, "its header is no JSON object", "one JSON object");
    }
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        metadata = metadata(file, field.getValue());
      } else {
        entries.add(entry(file, field.getKey(), field.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    requireContiguous(file, entries, dataBytes);
    return new SafetensorsHeader(entries, metadata);
  }

  private static Map<String, String> metadata(Path file, JsonNode node)
      throws ModelFormatException {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getValue().isTextual()) {
        metadata.put(field.getKey(), field.getValue().textValue());
      }
    }
    if (!node.isObject() || metadata.size() != node.size()) {
      throw refusal(file, METADATA + " is " + node, "an object of texts");
    }
    return metadata;
  }

  private static Entry entry(Path file, String name, JsonNode node) throws ModelFormatException {
    String tensor = "tensor '" + name + "'";
    Set<String> fields = Set.copyOf(node.propertyStream().map(Map.Entry::getKey).toList());
    if (!fields.equals(FIELDS)) {
      throw refusal(file, tensor + " has the fields " + fields, "exactly " + FIELDS);
    }
    if (!node.get("dtype").asText().equals("F32")) {
      throw refusal(file, tensor + " is of type " + node.get("dtype"), "F32");
    }
    long[] shape = twoWholeNumbers(file, tensor + " has the shape ", node.get("shape"));
    long[] offsets = twoWholeNumbers(file, tensor + " lies at ", node.get("data_offsets"));
    if (shape[0] > MAX_PADDED_VALUES
        || shape[1] < 1
        || shape[1] > MAX_PADDED_VALUES - Matrix.ALIGNMENT
        || shape[0] * Matrix.padded((int) shape[1]) > MAX_PADDED_VALUES) {
      throw refusal(
          file,
          tensor + " has the shape " + node.get("shape"),
          "[rows, columns] with at least 1 column and less than 2^31 values");
    }
    return new Entry(name, (int) shape[0], (int) shape[1], offsets[0], offsets[1]);
  }

  private static long[] twoWholeNumbers(Path file, String what, JsonNode node)
      throws ModelFormatException {
    if (!node.isArray() || node.size() != 2 || !isWhole(node.get(0)) || !isWhole(node.get(1))) {
      throw refusal(file, what + node, "two whole numbers of at least 0");
    }
    return new long[] {node.get(0).longValue(), node.get(1).longValue()};
  }

  private static boolean isWhole(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
  }

  /** No gap, no overlap, nothing missing and nothing left over. */
  private static void requireContiguous(Path file, List<Entry> entries, long dataBytes)
      throws ModelFormatException {
    long next = 0;
    for (Entry entry : entries) {
      if (entry.begin() != next || entry.end() != next + entry.bytes()) {
        throw refusal(
            file,
            "tensor '%s' lies at [%d, %d]".formatted(entry.name(), entry.begin(), entry.end()),
            "[%d, %d] by its shape and the tensor before it".formatted(next, next + entry.bytes()));
      }
      next = entry.end();
    }
    if (next != dataBytes) {
      throw refusal(file, "holds " + dataBytes + " bytes of values", next + " by its header");
    }
  }

  private static ModelFormatException refusal(Path file, String wrong, String expected) {
    return new ModelFormatException(file, wrong, expected, ADVICE);
  }
}
