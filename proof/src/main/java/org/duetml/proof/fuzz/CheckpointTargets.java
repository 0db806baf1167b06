package org.duetml.proof.fuzz;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.duetml.gcd.Phase;
import org.duetml.model.ModelFormatException;
import org.duetml.proof.SavedCheckpoint;

/** The reader of a checkpoint, and the training that goes on from one. */
final class CheckpointTargets {
  private static final int DEAR = 200;
  private static final int DEARER = 10;

  private static final String TEXTS = "__metadata__";
  private static final JsonMapper JSON = new JsonMapper();

  private final MemoryFolder folder;

  CheckpointTargets(MemoryFolder folder) {
    this.folder = folder;
  }

  /** One checkpoint, and where it lies. */
  private record Kept(Path directory, Path file, byte[] bytes) {
    static Kept of(Path directory, Phase phase) throws IOException {
      SavedCheckpoint.interrupt(directory, phase);
      try (Stream<Path> files = Files.list(directory)) {
        Path file = files.findFirst().orElseThrow();
        return new Kept(directory, file, Files.readAllBytes(file));
      }
    }

    void read(byte[] other) throws IOException {
      Files.write(file, other);
      SavedCheckpoint.content(directory);
    }

    /** Goes on with another checkpoint, whose checksum is put right. */
    void resume(byte[] other) throws IOException {
      byte[] sealed = other;
      try {
        read(other);
      } catch (ModelFormatException e) {
        sealed = Seal.asAsked(other, e);
      }
      Files.write(file, sealed);
      SavedCheckpoint.resume(directory);
    }

    private int headerLength() {
      return (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private ObjectNode header() throws IOException {
      return (ObjectNode) JSON.readTree(bytes, Long.BYTES, headerLength());
    }

    byte[] texts() throws IOException {
      return JSON.writeValueAsBytes(header().get(TEXTS));
    }

    /** The checkpoint with other values in place of its own; all but containers become texts. */
    byte[] with(byte[] texts) throws IOException {
      ObjectNode values = (ObjectNode) JSON.readTree(texts);
      values.properties().stream()
          .filter(field -> field.getValue().isValueNode())
          .toList()
          .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
      ObjectNode header = header();
      header.set(TEXTS, values);
      return withHeader(JSON.writeValueAsBytes(header));
    }

    private byte[] withHeader(byte[] header) {
      int values = Long.BYTES + headerLength();
      return ByteBuffer.allocate(Long.BYTES + header.length + bytes.length - values)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(header.length)
          .put(header)
          .put(bytes, values, bytes.length - values)
          .array();
    }
  }

  List<FuzzTarget> all() throws IOException {
    Kept early = Kept.of(folder.path("warm-start"), Phase.WARM_START);
    Kept late = Kept.of(folder.path("calibration"), Phase.CALIBRATION);
    return List.of(
        new FuzzTarget("checkpoint", DEAR, List.of(early.bytes()), early::read),
        new FuzzTarget("checkpoint-sealed", DEARER, List.of(early.bytes()), early::resume),
        values("checkpoint-early-values", early),
        values("checkpoint-late-values", late));
  }

  private static FuzzTarget values(String name, Kept checkpoint) throws IOException {
    ValueEdits values = new ValueEdits(checkpoint.texts());
    return new FuzzTarget(
        name,
        DEARER,
        List.of(ValueEdits.seed()),
        edits -> checkpoint.resume(checkpoint.with(values.applied(edits))));
  }
}
