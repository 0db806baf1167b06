package org.duetml.tabular.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.duetml.kernel.Matrix;
import org.duetml.model.CompanionFiles;
import org.duetml.model.ModelArchive;
import org.duetml.model.ModelFormatException;
import org.duetml.model.Safetensors;
import org.duetml.model.Sha256;
import org.duetml.tabular.encoding.TableEncoding;

/**
 * What lies beside a model's own files if its points are rows of a table: {@code table.json}, see
 * {@link TableDocument}, and {@code table.safetensors}. The document names the checksums of the
 * model, of the tensors and of itself, so that files of different models are not taken for one.
 *
 * @param facts of the table
 * @param encoding between rows and points
 * @param lastNoise as in {@link RowSampler}
 * @param factors whether rows are drawn as {@link RowFactors}
 * @param tensors by name
 */
record TableArchive(
    TableFacts facts,
    TableEncoding encoding,
    boolean lastNoise,
    boolean factors,
    Map<String, Matrix> tensors)
    implements CompanionFiles {
  static final String DOCUMENT = "table.json";
  static final String TENSORS = "table.safetensors";

  private static final String FORMAT = "duet-table";
  private static final int FORMAT_VERSION = 3;
  private static final long MAX_DOCUMENT_BYTES = 256L << 20;
  private static final String ADVICE = "fetch or save the model again";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  @Override
  public Set<String> names() {
    return Set.of(DOCUMENT, TENSORS);
  }

  @Override
  public void write(Path directory) throws IOException {
    Path tensorsFile = directory.resolve(TENSORS);
    new Safetensors(tensors, Map.of("format", FORMAT)).write(tensorsFile);
    TableDocument open =
        new TableDocument(
            FORMAT,
            FORMAT_VERSION,
            facts,
            encoding,
            lastNoise,
            factors,
            Sha256.of(directory.resolve(ModelArchive.CONFIG_FILE)),
            Sha256.of(tensorsFile),
            "");
    Files.write(directory.resolve(DOCUMENT), bytes(open.withChecksum(checksum(open))));
  }

  private static byte[] bytes(TableDocument document) throws IOException {
    return (MAPPER.writer(PRETTY).writeValueAsString(document) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String checksum(TableDocument document) throws IOException {
    return Sha256.of(bytes(document.withChecksum("")));
  }

  /** Whether a directory holds the model of a table. */
  static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(DOCUMENT));
  }

  /**
   * Reads the files and checks all of them.
   *
   * @throws ModelFormatException if one is missing, altered, newer or of another model
   */
  static TableArchive read(Path directory) throws IOException {
    Path file = directory.resolve(DOCUMENT);
    TableDocument document = parse(file);
    require(file, document.checksum(), checksum(document), "was altered, its checksum is ");
    Path tensorsFile = directory.resolve(TENSORS);
    if (!Files.isRegularFile(tensorsFile)) {
      throw new ModelFormatException(directory, "holds no " + TENSORS, "one", ADVICE);
    }
    String damaged = "is damaged or of another model, its SHA-256 is ";
    require(tensorsFile, document.tensorsSha256(), Sha256.of(tensorsFile), damaged);
    Path model = directory.resolve(ModelArchive.CONFIG_FILE);
    require(model, document.modelSha256(), Sha256.of(model), damaged);
    Map<String, Matrix> tensors = Safetensors.read(tensorsFile).tensors();
    boolean lastNoise = !Boolean.FALSE.equals(document.lastNoise());
    boolean factors = Boolean.TRUE.equals(document.factors());
    return new TableArchive(document.facts(), document.encoding(), lastNoise, factors, tensors);
  }

  private static TableDocument parse(Path file) throws IOException {
    try {
      long size = Files.size(file);
      if (size > MAX_DOCUMENT_BYTES) {
        throw new ModelFormatException(
            file, "holds " + size + " bytes", "at most " + MAX_DOCUMENT_BYTES, ADVICE);
      }
      JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
      if (!root.path("format").asText().equals(FORMAT)) {
        throw new ModelFormatException(
            file, "does not describe a table", "\"format\": \"" + FORMAT + "\"", ADVICE);
      }
      if (root.path("formatVersion").asInt() > FORMAT_VERSION) {
        throw new ModelFormatException(
            file,
            "has the format version " + root.path("formatVersion") + ", from a newer Duet",
            "at most " + FORMAT_VERSION,
            "load it with a newer Duet");
      }
      addAbsent(root);
      return MAPPER.treeToValue(root, TableDocument.class);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          file,
          "is truncated or altered (" + e.getOriginalMessage() + ")",
          "a table as Duet writes it",
          ADVICE,
          e);
    }
  }

  /** Gives an older document the properties that came later. */
  private static void addAbsent(JsonNode root) {
    int version = root.path("formatVersion").asInt();
    if (root instanceof ObjectNode object) {
      if (version == 1) {
        object.putNull("lastNoise");
      }
      if (version < FORMAT_VERSION) {
        object.putNull("factors");
      }
    }
  }

  private static void require(Path file, String stated, String actual, String wrong)
      throws ModelFormatException {
    if (!actual.equals(stated)) {
      throw new ModelFormatException(file, wrong + actual, stated + " by " + DOCUMENT, ADVICE);
    }
  }
}
