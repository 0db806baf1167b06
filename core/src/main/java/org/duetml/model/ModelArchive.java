package org.duetml.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.duetml.energy.Normalizer;
import org.duetml.kernel.Matrix;

/**
 * A model as it lies on the disk: a directory with {@code weights.safetensors} (see {@link
 * Safetensors}) and {@code config.json}. The latter is a JSON object in UTF-8 with the fields
 *
 * <ul>
 *   <li>{@code format}: the text {@code duet-model};
 *   <li>{@code format_version}: {@value #FORMAT_VERSION};
 *   <li>{@code config}, {@code scaling} and {@code provenance}: the components of this record;
 *   <li>{@code normalizer}, since version 2 and only where there is one: log Z of the energy;
 *   <li>{@code weights_sha256}: the SHA-256 of {@code weights.safetensors}, hexadecimal;
 *   <li>{@code checksum}: the SHA-256 of this document in UTF-8 without the field {@code checksum},
 *       indented by two spaces, names and values in the document's order, lists on one line, every
 *       line ended by a line feed. So a change of white space between values is no change.
 * </ul>
 *
 * <p>Models of version 1 are read as well: they have no normaliser. Loading refuses a newer version
 * and unknown, missing or doubled fields: a field that a reader may ignore would need a new
 * version. Immutable but for the matrices, which are shared.
 *
 * @param config the configuration by dotted keys; whole numbers are kept as {@link Long}, other
 *     numbers as {@link Double}
 * @param mean of the data before standardisation, one per dimension
 * @param standardDeviation of the data before standardisation, one per dimension, above 0
 * @param provenance how the model came to be
 * @param normalizer of the energy, where it was estimated
 * @param tensors all weights by name
 */
public record ModelArchive(
    Map<String, Object> config,
    double[] mean,
    double[] standardDeviation,
    Provenance provenance,
    Optional<Normalizer> normalizer,
    Map<String, Matrix> tensors) {

  /** The version of the format that this Duet writes; it reads the older ones as well. */
  public static final int FORMAT_VERSION = 2;

  /** The document of a model, which names the checksum of its weights. */
  public static final String CONFIG_FILE = "config.json";

  static final String WEIGHTS_FILE = "weights.safetensors";

  private static final String FORMAT = "duet-model";
  private static final long MAX_CONFIG_BYTES = 16L << 20;
  private static final String ADVICE = "fetch or save the model again";

  /**
   * Checks and copies, the matrices themselves excepted.
   *
   * @throws IllegalArgumentException if a value is of no allowed kind or not finite
   */
  public ModelArchive {
    config = Scalars.copy("configuration", config);
    mean = mean.clone();
    standardDeviation = standardDeviation.clone();
    tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    if (mean.length == 0 || mean.length != standardDeviation.length) {
      throw new IllegalArgumentException(
          "scaling has %d means and %d standard deviations: expected one each per dimension"
              .formatted(mean.length, standardDeviation.length));
    }
    for (int i = 0; i < mean.length; i++) {
      if (!Double.isFinite(mean[i])
          || !Double.isFinite(standardDeviation[i])
          || standardDeviation[i] <= 0) {
        throw new IllegalArgumentException(
            "scaling of dimension %d has mean %s and standard deviation %s: expected finite, above 0"
                .formatted(i, mean[i], standardDeviation[i]));
      }
    }
  }

  /** A copy. */
  @Override
  public double[] mean() {
    return mean.clone();
  }

  /** A copy. */
  @Override
  public double[] standardDeviation() {
    return standardDeviation.clone();
  }

  /**
   * Writes the model. All is written beside the place it goes to and renamed at the end: a failure
   * leaves what was there, and at every moment the old or the new model is on the disk, whole.
   *
   * @param directory does not exist yet, is empty, or holds a model, which is replaced
   * @throws ModelFormatException if the place holds anything else
   * @throws IllegalArgumentException if a weight is not finite
   * @throws IOException if it cannot be written
   */
  public void save(Path directory) throws IOException {
    save(directory, CompanionFiles.NONE);
  }

  /**
   * Writes the model with files that belong to it, in place together or not at all.
   *
   * @param directory does not exist yet, is empty, or holds such a model, which is replaced
   * @param companions are written after the model's own files
   * @throws ModelFormatException if the place holds anything else
   * @throws IllegalArgumentException if a weight is not finite
   * @throws IOException if it cannot be written
   */
  public void save(Path directory, CompanionFiles companions) throws IOException {
    Set<String> names = new HashSet<>(companions.names());
    names.addAll(Set.of(CONFIG_FILE, WEIGHTS_FILE));
    Safetensors weights =
        new Safetensors(
            tensors, Map.of("format", FORMAT, "format_version", String.valueOf(FORMAT_VERSION)));
    DirectoryReplacement.replace(
        directory,
        names,
        fresh -> {
          writeInto(fresh, weights);
          companions.write(fresh);
        });
  }

  private void writeInto(Path directory, Safetensors weights) throws IOException {
    Path weightsFile = directory.resolve(WEIGHTS_FILE);
    weights.write(weightsFile);
    ObjectNode root = Json.object();
    root.put("format", FORMAT);
    root.put("format_version", FORMAT_VERSION);
    root.setAll(ModelDocument.write(this));
    root.put("weights_sha256", Sha256.of(weightsFile));
    root.put("checksum", Sha256.of(Json.pretty(root)));
    DirectoryReplacement.writeDurably(directory.resolve(CONFIG_FILE), Json.pretty(root));
  }

  /**
   * Reads a model and checks all of it.
   *
   * @param directory where it was saved
   * @return the model that was saved, bit for bit
   * @throws ModelFormatException if there is no model, or it is truncated, altered or newer
   * @throws IOException if it cannot be read
   */
  public static ModelArchive load(Path directory) throws IOException {
    Path configFile = directory.resolve(CONFIG_FILE);
    Path weightsFile = directory.resolve(WEIGHTS_FILE);
    requireFiles(directory, configFile, weightsFile);
    ObjectNode root = readConfig(configFile);
    requireVersion(configFile, root);
    requireChecksum(configFile, root);
    String stated = remove(configFile, root, "weights_sha256");
    String actual = Sha256.of(weightsFile);
    if (!stated.equals(actual)) {
      throw new ModelFormatException(
          weightsFile,
          "is damaged or of another model, its SHA-256 is " + actual,
          stated + " by " + CONFIG_FILE,
          ADVICE);
    }
    Map<String, Matrix> tensors = Safetensors.read(weightsFile).tensors();
    root.remove("format");
    root.remove("format_version");
    try {
      return ModelDocument.read(root, tensors);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          configFile, e.getMessage(), "a model as Duet writes it", ADVICE, e);
    }
  }

  private static void requireFiles(Path directory, Path... files) throws ModelFormatException {
    String expected = "a model's directory, holding " + CONFIG_FILE + " and " + WEIGHTS_FILE;
    if (!Files.exists(directory)) {
      throw new ModelFormatException(directory, "does not exist", expected, "check the path");
    }
    if (!Files.isDirectory(directory)) {
      throw new ModelFormatException(directory, "is a file", expected, "check the path");
    }
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new ModelFormatException(
            directory, "holds no " + file.getFileName(), expected, "check the path");
      }
    }
  }

  private static ObjectNode readConfig(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_CONFIG_BYTES) {
      throw new ModelFormatException(
          file, "holds " + size + " bytes", "at most " + MAX_CONFIG_BYTES, ADVICE);
    }
    byte[] bytes = Files.readAllBytes(file);
    JsonNode root;
    try {
      root = Json.parse(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new ModelFormatException(file, "is truncated or no JSON", "one JSON object", ADVICE, e);
    }
    if (!(root instanceof ObjectNode object) || !root.path("format").asText().equals(FORMAT)) {
      throw new ModelFormatException(
          file,
          "does not describe a Duet model",
          "a JSON object with \"format\": \"" + FORMAT + "\"",
          "check the path");
    }
    return object;
  }

  /** Comes before the checksum, which a newer version may define otherwise. */
  private static void requireVersion(Path file, ObjectNode root) throws ModelFormatException {
    JsonNode version = root.path("format_version");
    if (!version.isIntegralNumber() || !version.canConvertToInt() || version.intValue() < 1) {
      throw new ModelFormatException(
          file, "has the format version " + version, "a whole number of at least 1", ADVICE);
    }
    if (version.intValue() > FORMAT_VERSION) {
      throw new ModelFormatException(
          file,
          "has the format version " + version + ", from a newer Duet",
          "at most " + FORMAT_VERSION,
          "load it with a newer Duet");
    }
  }

  private static void requireChecksum(Path file, ObjectNode root) throws IOException {
    String stated = remove(file, root, "checksum");
    String actual = checksum(file, root);
    if (!stated.equals(actual)) {
      throw new ModelFormatException(
          file, "was altered, its checksum is " + actual, stated + " as it states", ADVICE);
    }
  }

  private static String checksum(Path file, ObjectNode root) throws IOException {
    try {
      return Sha256.of(Json.pretty(root));
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(
          file, "holds half of a surrogate pair", "a text that has a UTF-8", ADVICE, e);
    }
  }

  private static String remove(Path file, ObjectNode root, String field)
      throws ModelFormatException {
    JsonNode value = root.remove(field);
    if (value == null || !value.isTextual()) {
      throw new ModelFormatException(
          file, "has no text \"" + field + "\"", "a SHA-256 in hexadecimal", ADVICE);
    }
    return value.textValue();
  }
}
