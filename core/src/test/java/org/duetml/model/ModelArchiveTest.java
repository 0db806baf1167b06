package org.duetml.model;

import static org.duetml.model.ModelFixtures.assertHelpful;
import static org.duetml.model.ModelFixtures.assertSame;
import static org.duetml.model.ModelFixtures.matrix;
import static org.duetml.model.ModelFixtures.small;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.duetml.config.DuetConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelArchiveTest {
  /** Other digits, other letters, other cases, no ASCII. */
  private static final byte[] CHANGES = {0x01, 0x0f, 0x20, (byte) 0x80, (byte) 0xff};

  @TempDir Path root;
  private Path directory;
  private Path config;
  private Path weights;

  @BeforeEach
  void namePaths() {
    directory = root.resolve("run/model");
    config = directory.resolve("config.json");
    weights = directory.resolve("weights.safetensors");
  }

  @Test
  void whatIsSavedIsLoadedToTheBit() throws IOException {
    small().save(directory);
    assertSame(small(), ModelArchive.load(directory));
    assertEquals(List.of(config, weights), sorted(directory));
  }

  @Test
  void savingTwiceGivesTheSameBytes() throws IOException {
    small().save(directory);
    byte[] firstConfig = Files.readAllBytes(config);
    byte[] firstWeights = Files.readAllBytes(weights);
    ModelArchive.load(directory).save(directory);
    assertEquals(-1, Arrays.mismatch(firstConfig, Files.readAllBytes(config)));
    assertEquals(-1, Arrays.mismatch(firstWeights, Files.readAllBytes(weights)));
  }

  @Test
  void theConfigurationOfARunComesBack() throws IOException {
    DuetConfig original = DuetConfig.of(Map.of("seed", Long.MAX_VALUE, "gcd.tau", 0.1));
    withoutWeights(original.toMap(), 1).save(directory);
    assertEquals(original, DuetConfig.of(ModelArchive.load(directory).config()));
  }

  private static ModelArchive withoutWeights(Map<String, Object> config, double deviation) {
    return new ModelArchive(
        config,
        new double[1],
        new double[] {deviation},
        small().provenance(),
        Optional.empty(),
        Map.of());
  }

  @Test
  void modelsOfTheFirstVersionAreReadAndHaveNoNormalizer() throws IOException {
    small().save(directory);
    rewrite("\"format_version\" : 2", "\"format_version\" : 1");
    String text = Files.readString(config);
    Files.writeString(config, text.replaceAll("\"normalizer\" : \\{[^}]*},\\s*", ""));
    resign();
    ModelArchive old = ModelArchive.load(directory);
    assertEquals(Optional.empty(), old.normalizer());
    assertEquals(small().provenance(), old.provenance());
  }

  @Test
  void everyChangedByteIsRefusedOrHarmless() throws IOException {
    small().save(directory);
    for (Path file : List.of(config, weights)) {
      byte[] whole = Files.readAllBytes(file);
      int refused = 0;
      for (int i = 0; i < whole.length; i++) {
        byte[] altered = whole.clone();
        altered[i] ^= CHANGES[i % CHANGES.length];
        Files.write(file, altered);
        refused += loadsTheSameOrRefuses(file) ? 0 : 1;
      }
      assertTrue(refused > 0.8 * whole.length, refused + " of " + whole.length);
      Files.write(file, whole);
    }
  }

  @Test
  void filesCutAnywhereAreRefused() throws IOException {
    small().save(directory);
    for (Path file : List.of(config, weights)) {
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length; length += length < whole.length - 9 ? 7 : 1) {
        Files.write(file, Arrays.copyOf(whole, length));
        // Without its last line feed config.json is whole.
        if (!loadsTheSameOrRefuses(file)) {
          continue;
        }
        assertEquals(config, file);
        assertEquals(whole.length - 1, length);
      }
      Files.write(file, whole);
    }
  }

  @Test
  void weightsOfAnotherModelAreRefused() throws IOException {
    small().save(directory);
    new Safetensors(Map.of("a", matrix(1, 1, 1)), Map.of()).write(weights);
    assertRefused("another model");
  }

  @Test
  void lineEndsOfOtherPlatformsAreNoChange() throws IOException {
    small().save(directory);
    Files.writeString(config, Files.readString(config).replace("\n", "\r\n"));
    assertSame(small(), ModelArchive.load(directory));
  }

  @Test
  void aNewerFormatIsNamedAsSuch() throws IOException {
    small().save(directory);
    rewrite("\"format_version\" : 2", "\"format_version\" : 3");
    assertRefused("newer Duet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"extra\" : 1, \"config\" :",
        "\"config\" : {}, \"config\" :",
        "\"configuration\" :",
      })
  void otherFieldsAreRefused(String field) throws IOException {
    small().save(directory);
    rewrite("\"config\" :", field);
    resign();
    assertRefused("config");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"seed\" : -9223372036854775808|\"seed\" : 0.5",
        "\"date\" : \"1970-01-01T00:00:00Z\"|\"date\" : \"yesterday\"",
        "\"data\" : \"8gaussians\"|\"data\" : \"/home/me/data.csv\"",
        "\"data\" : \"8gaussians\"|\"data\" : 8",
        "\"gcd.tau\" : 0.05|\"gcd.tau\" : 1e999",
        "\"gcd.tau\" : 0.05|\"gcd.tau\" : null",
        "\"gcd.tau\" : 0.05|\"gcd.tau\" : [0.05]",
        "\"mean\" : [ |\"mean\" : [ 1, ",
        "\"mean\" : [ |\"mean\" : [ 1], \"median\" : [",
        "\"standard_deviation\" : [ 3|\"standard_deviation\" : [ -3",
        "\"standard_deviation\" : [ 3|\"standard_deviation\" : [ 1e99",
        "\"method\" : \"path\"|\"method\" : \"guess\"",
        "\"draws\" : 5000|\"draws\" : 0",
        "\"draws\" : 5000|\"draws\" : 0.5",
        "\"high\" : 4.6|\"high\" : 4.0",
        "\"log_z\" : 4.5|\"log_z\" : \"4.5\"",
        "\"tail_shape\"|\"shape\"",
        "\"standard_deviation\" : [ 3.1415|\"standard_deviation\" : [ \"3\", 3.1415",
      })
  void impossibleValuesAreRefusedEvenWithTheRightChecksum(String change) throws IOException {
    small().save(directory);
    String[] sides = change.split("\\|");
    rewrite(sides[0], sides[1].replace("1e99", "1e999"));
    resign();
    assertRefused("config.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"format\":\"other\"}",
        "{\"format\":\"duet-model\"}",
        "{\"format\":\"duet-model\",\"format_version\":0}",
        "{\"format\":\"duet-model\",\"format_version\":1}",
        "{\"format\":\"duet-model\",\"format_version\":1,\"checksum\":1}"
      })
  void whatIsNoModelIsRefused(String text) throws IOException {
    small().save(directory);
    Files.writeString(config, text);
    assertRefused("config.json");
  }

  @Test
  void missingPartsAreNamed() throws IOException {
    assertRefused("does not exist");
    small().save(directory);
    Files.delete(weights);
    assertRefused("holds no weights.safetensors");
    Files.delete(config);
    assertRefused("holds no config.json");
    Files.delete(directory);
    Files.writeString(directory, "text");
    assertRefused("is a file");
  }

  @Test
  void savingReplacesAModelAndLeavesNothingBehind() throws IOException {
    small().save(directory);
    ModelArchive other = withoutWeights(Map.of(), 2);
    other.save(directory);
    assertSame(other, ModelArchive.load(directory));
    assertEquals(List.of(directory), sorted(directory.getParent()));
  }

  @Test
  void aFailedSaveLeavesTheOldModel() throws IOException {
    small().save(directory);
    Map<String, Object> noUnicode = Map.of("key", "half a surrogate pair: \ud800");
    ModelArchive unwritable = withoutWeights(noUnicode, 1);
    assertThrows(IOException.class, () -> unwritable.save(directory));
    assertSame(small(), ModelArchive.load(directory));
    assertEquals(List.of(directory), sorted(directory.getParent()));
  }

  @Test
  void savingNeverReplacesWhatIsNoModel() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("thesis.tex"), "text");
    ModelFormatException e =
        assertThrows(ModelFormatException.class, () -> small().save(directory));
    assertHelpful(e, "thesis.tex");
    assertEquals(List.of(directory.resolve("thesis.tex")), sorted(directory));
  }

  @Test
  void anEmptyDirectoryIsFilled() throws IOException {
    Files.createDirectories(directory);
    small().save(directory);
    assertSame(small(), ModelArchive.load(directory));
  }

  @Test
  void provenanceNamesNoPath() {
    for (String data : List.of("/data/a.csv", "C:\\a.csv", " ")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Provenance("0.1.0", 0, data, Instant.EPOCH, Map.of()));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new Provenance("0.1.0", 0, "a", Instant.EPOCH, Map.of("data", "/data/a.csv")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Provenance("0.1.0", 0, "a", Instant.EPOCH, Map.of("auroc", Double.NaN)));
  }

  private boolean loadsTheSameOrRefuses(Path file) throws IOException {
    try {
      assertSame(small(), ModelArchive.load(directory));
      return true;
    } catch (ModelFormatException e) {
      assertHelpful(e, file.getFileName().toString());
      return false;
    }
  }

  private void assertRefused(String part) {
    ModelFormatException e =
        assertThrows(ModelFormatException.class, () -> ModelArchive.load(directory));
    assertHelpful(e, "model");
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private void rewrite(String from, String to) throws IOException {
    String text = Files.readString(config);
    assertTrue(text.contains(from), text);
    Files.writeString(config, text.replace(from, to));
  }

  /** Makes the checksum right again, as a foreign program would that writes the format. */
  private void resign() throws IOException {
    String body = Files.readString(config).replaceAll(",\\s*\"checksum\" : \"[0-9a-f]*\"", "");
    Files.writeString(config, body);
    String signed =
        body.replaceAll("\\s*}\\s*$", ",\n  \"checksum\" : \"" + canonicalSum(body) + "\"\n}\n");
    Files.writeString(config, signed);
  }

  private static String canonicalSum(String body) {
    try {
      return Sha256.of(
          Json.pretty(Json.parse(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)))));
    } catch (IOException e) {
      return "0";
    }
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
