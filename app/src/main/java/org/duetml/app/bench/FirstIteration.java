package org.duetml.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duetml.gcd.GcdTrainer;
import org.duetml.kernel.ShardExecutor;

/**
 * How long it takes from the start of a new process to the end of the game's first iteration: a
 * Java started like this one does nothing else.
 */
public final class FirstIteration {
  private static final String DONE = "done";

  private FirstIteration() {}

  /**
   * What the new process does.
   *
   * @param arguments the number of threads
   */
  public static void main(String[] arguments) {
    BenchModel model = BenchModel.with(Map.of());
    try (ShardExecutor executor = new ShardExecutor(Integer.parseInt(arguments[0]))) {
      GcdTrainer game = model.game(model.model().players().copy(), executor);
      game.play(() -> false);
      System.out.println(DONE);
    }
  }

  /**
   * Starts the process and waits for it.
   *
   * @throws IOException if it fails
   */
  static double seconds(int threads) throws IOException {
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command(threads)).redirectError(Redirect.DISCARD).start();
    try (BufferedReader lines = process.inputReader()) {
      String line = lines.readLine();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (!DONE.equals(line)) {
        throw new IOException("a second Java, to time its start, failed: " + command(threads));
      }
      return seconds;
    } finally {
      process.destroy();
    }
  }

  private static List<String> command(int threads) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-X") || option.startsWith("--add-modules"))
        .forEach(command::add);
    String kernels = System.getProperty("duet.kernels");
    if (kernels != null) {
      command.add("-Dduet.kernels=" + kernels);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FirstIteration.class.getName(), String.valueOf(threads)));
    return command;
  }
}
