package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIMD and scalar kernels agree to the bit, for every vector length. */
class TwinsTest {

  @BeforeEach
  void vectorsAreThere() {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
  }

  /** Often enough that the optimising compiler takes over from the interpreter on the way. */
  @Test
  void agreeInterpretedAndCompiled() {
    List<String> expected = KernelDigest.of(new ScalarKernels());
    for (int trial = 0; trial < 40; trial++) {
      assertIterableEquals(expected, KernelDigest.of(new VectorKernels()));
      assertIterableEquals(expected, KernelDigest.of(new ScalarKernels()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256})
  void agreeOnShorterVectors(int bits) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add("simd-" + bits);
    lines.addAll(KernelDigest.of(new ScalarKernels()));
    assertIterableEquals(lines, digestOfProcess(bits));
  }

  private static List<String> digestOfProcess(int bits) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxVectorSize=" + bits / Byte.SIZE,
                "--add-modules",
                "jdk.incubator.vector",
                "-Dduet.kernels=simd",
                "-cp",
                System.getProperty("java.class.path"),
                KernelDigest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
    return new String(output, StandardCharsets.UTF_8).lines().toList();
  }
}
