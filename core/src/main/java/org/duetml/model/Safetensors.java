package org.duetml.model;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duetml.kernel.Matrix;

/**
 * Named matrices in a safetensors file, as the wider ecosystem reads and writes them: 8 bytes with
 * the length of the header (little-endian), a JSON header that gives every tensor its type, shape
 * and place, padded with spaces to a multiple of 8, then the values without gaps.
 *
 * <p>Here all tensors are F32 (little-endian) of shape [rows, columns], without the padding of
 * {@link Matrix}, in the order of their names. Immutable but for the matrices, which are shared.
 *
 * <p>Source: the format section of the safetensors project's README.
 *
 * @param tensors the matrices by name; all values finite
 * @param metadata free text by name, the header's {@code __metadata__}
 */
public record Safetensors(Map<String, Matrix> tensors, Map<String, String> metadata) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Copies the maps, sorted by name. */
  public Safetensors {
    tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    if (tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "tensor name '%s': expected any other".formatted(SafetensorsHeader.METADATA));
    }
    tensors.forEach(Safetensors::requireFinite);
  }

  /**
   * Writes a file, replacing one that exists, and waits until it is on the disk.
   *
   * @param file where
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    byte[] header = SafetensorsHeader.of(tensors, metadata).toBytes();
    try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
      ByteBuffer start = littleEndian(Long.BYTES + header.length);
      writeAll(channel, start.putLong(header.length).put(header).flip());
      ByteBuffer buffer = littleEndian(BUFFER_BYTES);
      for (Matrix matrix : tensors.values()) {
        for (int row = 0; row < matrix.rows(); row++) {
          writeRow(channel, buffer, matrix, row);
        }
      }
      channel.force(true);
    }
  }

  /**
   * Reads a file, after checking all of its header against its size.
   *
   * @param file which
   * @return what it holds
   * @throws ModelFormatException if the file is missing, damaged, or holds anything but finite F32
   *     matrices
   * @throws IOException if it cannot be read
   */
  public static Safetensors read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(file, "no such file", "a safetensors file", "check the path");
    }
    try (FileChannel channel = FileChannel.open(file, READ)) {
      SafetensorsHeader header = SafetensorsHeader.read(file, channel);
      Map<String, Matrix> tensors = new LinkedHashMap<>();
      ByteBuffer buffer = littleEndian(BUFFER_BYTES);
      for (SafetensorsHeader.Entry entry : header.entries()) {
        Matrix matrix = new Matrix(entry.rows(), entry.columns());
        for (int row = 0; row < matrix.rows(); row++) {
          readRow(file, channel, buffer, matrix, row);
        }
        tensors.put(entry.name(), matrix);
      }
      return new Safetensors(tensors, header.metadata());
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          file, e.getMessage(), "a model without such values", "fetch or train it again", e);
    }
  }

  private static void requireFinite(String name, Matrix matrix) {
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        if (!Float.isFinite(matrix.get(row, column))) {
          throw new IllegalArgumentException(
              "tensor '%s' holds %s at [%d, %d], not a finite number"
                  .formatted(name, matrix.get(row, column), row, column));
        }
      }
    }
  }

  private static void writeRow(FileChannel channel, ByteBuffer buffer, Matrix matrix, int row)
      throws IOException {
    for (Piece piece : Piece.ofRow(matrix, row)) {
      buffer.clear().limit(piece.bytes());
      buffer.asFloatBuffer().put(matrix.values(), piece.offset(), piece.length());
      writeAll(channel, buffer);
    }
  }

  private static void readRow(
      Path file, FileChannel channel, ByteBuffer buffer, Matrix matrix, int row)
      throws IOException {
    for (Piece piece : Piece.ofRow(matrix, row)) {
      buffer.clear().limit(piece.bytes());
      readAll(file, channel, buffer);
      buffer.flip().asFloatBuffer().get(matrix.values(), piece.offset(), piece.length());
    }
  }

  /** The part of a row that goes through the buffer at once: places in {@link Matrix#values()}. */
  private record Piece(int offset, int length) {
    static List<Piece> ofRow(Matrix matrix, int row) {
      List<Piece> pieces = new ArrayList<>();
      int most = BUFFER_BYTES / Float.BYTES;
      for (int column = 0; column < matrix.columns(); column += most) {
        int length = Math.min(most, matrix.columns() - column);
        pieces.add(new Piece(row * matrix.stride() + column, length));
      }
      return pieces;
    }

    int bytes() {
      return length * Float.BYTES;
    }
  }

  static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Fills the buffer; a file that shrank since its size was checked is refused. */
  static void readAll(Path file, FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new ModelFormatException(
            file, "ends too early", "the whole file", "fetch or save the model again");
      }
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
