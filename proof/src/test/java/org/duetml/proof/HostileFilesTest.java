package org.duetml.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duetml.proof.fuzz.FuzzTarget;
import org.duetml.proof.fuzz.FuzzTargets;
import org.duetml.proof.fuzz.Fuzzing;
import org.duetml.proof.fuzz.Judge;
import org.duetml.proof.fuzz.MemoryFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to harm: those that chance finds, in small number, and those that it does not. */
class HostileFilesTest {
  private static final int MILLION = 1_000_000;

  /** Executions of a target in a test, at most. */
  private static final int MOST = 1000;

  @TempDir private static Path disk;

  private static List<FuzzTarget> all;

  @BeforeAll
  static void makeTargets() throws IOException {
    all = FuzzTargets.all(Files.createDirectory(disk.resolve("all")));
  }

  /** Fewer for readers that take long. */
  private static int executions(FuzzTarget target) {
    return Math.min(MOST, 10 * target.share());
  }

  static Stream<FuzzTarget> targets() {
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void filesOfAnyBytesAreReadOrRefused(FuzzTarget target) {
    Fuzzing.Result result = Fuzzing.run(target, executions(target), 1);
    assertEquals(List.of(), result.crashes());
    assertEquals(executions(target), result.executions());
    assertTrue(result.outcomes().containsKey(Judge.READ), result.outcomes().toString());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void theSameSeedGivesTheSameFiles(FuzzTarget target) {
    int some = executions(target) / 10;
    assertEquals(Fuzzing.run(target, some, 7).outcomes(), Fuzzing.run(target, some, 7).outcomes());
  }

  @Test
  void aFailureOfAReaderIsSeen() {
    FuzzTarget careless =
        new FuzzTarget(
            "careless", 1, List.of(new byte[] {4}), bytes -> new Object[bytes[0]].clone());
    assertNotEquals(List.of(), Fuzzing.run(careless, 1000, 0).crashes());
    FuzzTarget greedy =
        new FuzzTarget("greedy", 1, List.of(), _ -> new byte[100 * MILLION].clone());
    assertThrows(AssertionError.class, () -> Judge.outcome(greedy, new byte[1]));
  }

  @Test
  void aHeaderOfMoreNumbersThanThereCanBeIsRefused() {
    for (String shape :
        List.of("1000000000,1000000000", "1000000000000000000,1", "1,2147483647", "0,2147483000")) {
      refused(
          "safetensors-header",
          "{\"a\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[0,32]}}".formatted(shape));
    }
  }

  @Test
  void networksThatAConfigurationClaimsAreNotMade() {
    FuzzTarget target = target("model-config-sealed");
    String config = new String(target.seeds().getFirst(), StandardCharsets.UTF_8);
    for (String key :
        List.of("sampler.width", "energy.width", "energy.fourier-features", "value.width")) {
      String claim = config.replaceAll("\"" + key + "\" : \\d+", "\"" + key + "\" : 65536");
      assertNotEquals(config, claim);
      assertNotEquals(Judge.READ, Judge.outcome(target, claim.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void halfASurrogatePairIsRefusedByTheNameOfItsFile() {
    String config = new String(target("model-config").seeds().getFirst(), StandardCharsets.UTF_8);
    refused("model-config", config.replace("log-snr", "log\\ud800"));
  }

  @Test
  void nothingIsNoObjectOfFigures() {
    refused("metrics-json", "null");
    refused("cell-json", "null");
    refused("metrics-json", "{} {}");
  }

  @Test
  void aMillionDigitsTakeNoTime() {
    refused("configuration-yaml", "gcd.tau: " + "1".repeat(MILLION) + "x");
    refused("configuration-yaml", "gcd.tau: 1e" + "9".repeat(MILLION));
    refused("configuration-yaml", "x".repeat(MILLION) + ": 1");
  }

  @Test
  void namesThatStandForOneAnotherDoNotMultiply() {
    String five = "{a: *%1$s, b: *%1$s, c: *%1$s, d: *%1$s, e: *%1$s}\n";
    StringBuilder text = new StringBuilder("k0: &n0 {a: 1, b: 2, c: 3, d: 4, e: 5}\n");
    for (int level = 1; level < 9; level++) {
      text.append("k%1$d: &n%1$d ".formatted(level)).append(five.formatted("n" + (level - 1)));
    }
    refused("configuration-yaml", text.toString());
  }

  @Test
  void depthIsNoStackOverflow() {
    for (String target :
        List.of("model-config", "metrics-json", "cell-json", "safetensors-header")) {
      refused(target, "[".repeat(100_000));
      refused(target, "{\"a\":".repeat(100_000));
    }
    refused("configuration-yaml", "[".repeat(10_000));
    refused("sweep-yaml", "{a: ".repeat(10_000));
  }

  @Test
  void namesInsideDocumentsAreNoPlacesToWrite() throws IOException {
    MemoryFolder folder = new MemoryFolder();
    Path real = Files.createDirectory(disk.resolve("real"));
    List<FuzzTarget> targets = FuzzTargets.in(folder, real);
    targets.forEach(target -> target.seeds().forEach(seed -> Judge.outcome(target, seed)));
    List<String> before = folder.everything();
    targets.forEach(target -> Fuzzing.run(target, executions(target) / 5, 3));
    assertEquals(before, folder.everything());
    try (Stream<Path> files = Files.walk(real)) {
      assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void aCutFileIsRefusedOrReadAtEveryLength() {
    FuzzTarget target = target("safetensors");
    byte[] file = target.seeds().getFirst();
    long read =
        IntStream.rangeClosed(0, file.length)
            .filter(n -> Judge.outcome(target, Arrays.copyOf(file, n)).equals(Judge.READ))
            .count();
    assertEquals(1, read);
  }

  private static void refused(String target, String text) {
    String outcome = Judge.outcome(target(target), text.getBytes(StandardCharsets.UTF_8));
    assertNotEquals(Judge.READ, outcome);
  }

  private static FuzzTarget target(String name) {
    return all.stream().filter(target -> target.name().equals(name)).findFirst().orElseThrow();
  }
}
