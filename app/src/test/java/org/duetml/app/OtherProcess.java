package org.duetml.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line in a process of its own. */
final class OtherProcess {
  private OtherProcess() {}

  /** Starts {@code duet} with the classes of this process. */
  static Process start(List<String> arguments) throws IOException {
    return start(List.of(), arguments);
  }

  /** The same with options of Java's. */
  static Process start(List<String> options, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(Main.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).start();
  }
}
