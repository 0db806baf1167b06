package org.duetml.model;

import static org.duetml.model.ModelFixtures.assertHelpful;
import static org.duetml.model.ModelFixtures.assertSame;
import static org.duetml.model.ModelFixtures.matrix;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.kernel.Matrix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("weights.safetensors");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    int[][] shapes = {{1, 1}, {0, 3}, {7, 16}, {5, 17}, {2, 16_385}, {3, 40_000}};
    for (int[] shape : shapes) {
      tensors.put("w%dx%d".formatted(shape[0], shape[1]), numbered(shape[0], shape[1]));
    }
    tensors.put("quote \" backslash \\ umlaut \u00e4", matrix(1, 2, 3, 4));
    Map<String, String> metadata = Map.of("format", "duet", "empty", "");
    new Safetensors(tensors, metadata).write(file);
    Safetensors read = Safetensors.read(file);
    assertSame(tensors, read.tensors());
    assertEquals(metadata, read.metadata());
  }

  @Test
  void emptyFilesHaveNoTensors() throws IOException {
    new Safetensors(Map.of(), Map.of()).write(file);
    assertEquals(Map.of(), Safetensors.read(file).tensors());
  }

  @Test
  void layoutIsThatOfTheFormat() throws IOException {
    new Safetensors(
            Map.of("b", matrix(2, 1, 3, 4), "a", matrix(1, 2, 1, 2)), Map.of("made by", "Duet"))
        .write(file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(bytes.getLong());
    assertEquals(0, length % 8);
    byte[] header = new byte[length];
    bytes.get(header);
    assertEquals(
        "{\"__metadata__\":{\"made by\":\"Duet\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[8,16]}}",
        new String(header, StandardCharsets.UTF_8).stripTrailing());
    float[] values = new float[4];
    bytes.asFloatBuffer().get(values);
    assertArrayEquals(new float[] {1, 2, 3, 4}, values);
    assertEquals(16, bytes.remaining());
  }

  @Test
  void tensorsAreFoundByTheirOffsetsNotByTheirOrderInTheHeader() throws IOException {
    write(
        """
        {"b":{"dtype":"F32","shape":[1,1],"data_offsets":[4,8]},\
        "a":{"data_offsets":[0,4],"shape":[1,1],"dtype":"F32"}}\
        """,
        1,
        2);
    assertSame(
        Map.of("a", matrix(1, 1, 1), "b", matrix(1, 1, 2)), Safetensors.read(file).tensors());
  }

  @Test
  void filesCutAnywhereAreRefused() throws IOException {
    new Safetensors(Map.of("a", numbered(3, 5), "b", numbered(1, 2)), Map.of("k", "v")).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused();
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 1000, 100_000_001, Long.MAX_VALUE, Long.MIN_VALUE})
  void impossibleHeaderLengthsAreRefused(long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    Files.write(file, bytes.array());
    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "{",
        " {}",
        "{}{}",
        "{\"a\":1}",
        "{\"a\":{}}",
        "{\"a\":[]}",
        "{\"__metadata__\":{\"a\":1}}",
        "{\"__metadata__\":[]}",
        "{\"__metadata__\":{},\"__metadata__\":{}}"
      })
  void otherHeadersAreRefused(String header) throws IOException {
    write(header);
    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'F16' [1,2] [0,8]",
        "7 [1,2] [0,8]",
        "'F32' [2] [0,8]",
        "'F32' [1,1,2] [0,8]",
        "'F32' [-1,-2] [0,8]",
        "'F32' [1.0,2] [0,8]",
        "'F32' ['1',2] [0,8]",
        "'F32' {} [0,8]",
        "'F32' [2,0] [0,8]",
        "'F32' [4294967296,4294967297] [0,8]",
        "'F32' [2147483647,2147483647] [0,8]",
        "'F32' [18446744073709551617,2] [0,8]",
        "'F32' [1,2] [0,4]",
        "'F32' [1,1] [4,8]",
        "'F32' [1,1] [0,4]",
        "'F32' [1,2] [8,0]",
        "'F32' [1,2] [-8,0]",
        "'F32' [1,2] [9223372036854775807,7]",
        "'F32' [1,2] [0,8],'extra':1",
      })
  void wrongTensorsAreRefused(String tensor) throws IOException {
    String[] part = tensor.replace('\'', '"').split(" ");
    write(
        "{\"a\":{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s}}"
            .formatted(part[0], part[1], part[2]),
        1,
        2);
    assertRefused();
  }

  @Test
  void overlapsAndDoubledNamesAreRefused() throws IOException {
    String first = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},";
    write(first + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[4,8]}}", 1, 2);
    assertRefused();
    write(first + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}", 1, 2);
    assertRefused();
    write(first + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,12]}}", 1, 2, 3);
    assertRefused();
  }

  @Test
  void theLargestShapesAreRefusedBeforeMemoryIsAskedFor() throws IOException {
    write("{\"a\":{\"dtype\":\"F32\",\"shape\":[1,500000000],\"data_offsets\":[0,2000000000]}}");
    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valuesThatAreNotFiniteAreNeitherWrittenNorRead(float value) throws IOException {
    Map<String, Matrix> tensors = Map.of("a", matrix(1, 2, 0, value));
    assertThrows(IllegalArgumentException.class, () -> new Safetensors(tensors, Map.of()));
    write("{\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}", 0, value);
    assertTrue(assertRefused().getMessage().contains("[0, 1]"));
  }

  @Test
  void hostileNamesDoNotBreakTheLine() throws IOException {
    write("{\"a\\nb\":{\"dtype\":\"F32\"}}");
    assertRefused();
  }

  @Test
  void aMissingFileIsRefused() {
    assertRefused();
  }

  private ModelFormatException assertRefused() {
    ModelFormatException e = assertThrows(ModelFormatException.class, () -> Safetensors.read(file));
    assertHelpful(e, "weights.safetensors");
    return e;
  }

  private void write(String header, float... values) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + json.length + values.length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json);
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }

  private static Matrix numbered(int rows, int columns) {
    Matrix matrix = new Matrix(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      matrix.set(i / columns, i % columns, 0.1f * i - 3);
    }
    return matrix;
  }
}
