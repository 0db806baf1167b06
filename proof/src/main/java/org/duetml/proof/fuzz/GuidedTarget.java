package org.duetml.proof.fuzz;

import java.io.IOException;
import java.nio.file.Files;

/**
 * One of the targets for Jazzer, which looks for files that reach code nobody reached before. Its
 * driver calls both methods by their names.
 */
public final class GuidedTarget {
  private static FuzzTarget target;

  private GuidedTarget() {}

  /**
   * Chooses the target.
   *
   * @param arguments its name, as Jazzer's option {@code --target_args} gives it
   * @throws IOException if its files cannot be made
   */
  public static void fuzzerInitialize(String[] arguments) throws IOException {
    String name = arguments.length > 0 ? arguments[0] : "safetensors";
    target =
        FuzzTargets.all(Files.createTempDirectory("duet-fuzz")).stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no target '" + name + "'"));
    // Loading classes takes memory that would be laid to the first file.
    for (byte[] seed : target.seeds()) {
      target.reader().read(seed);
    }
  }

  /**
   * Reads a file.
   *
   * @param file its bytes
   */
  public static void fuzzerTestOneInput(byte[] file) {
    Judge.outcome(target, file);
  }
}
