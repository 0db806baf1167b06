package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Every Java source of the repository is as google-java-format writes it. */
@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "once is enough")
class FormattingTest {
  private static final String APPLY =
      "mvn -pl app -am test -Dtest=FormattingTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dduet.format=apply";

  @Test
  void everySourceIsFormatted() throws IOException, FormatterException {
    boolean apply = System.getProperty("duet.format", "check").equals("apply");
    List<Path> sources = sources();
    assertFalse(sources.isEmpty(), "no sources were found");
    Formatter formatter = new Formatter();
    List<Path> unformatted = new ArrayList<>();
    for (Path source : sources) {
      String text = Files.readString(source);
      String formatted = formatter.formatSourceAndFixImports(text);
      if (text.equals(formatted)) {
        continue;
      }
      if (apply) {
        Files.writeString(source, formatted);
      } else {
        unformatted.add(source);
      }
    }
    assertEquals(List.of(), unformatted, "not formatted; to format them: " + APPLY);
  }

  /** Surefire runs tests in the folder of their module. */
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("core", "tabular", "app", "bench", "browser")) {
      Path folder = Path.of("..", module, "src").normalize();
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
      }
    }
    return sources;
  }
}
